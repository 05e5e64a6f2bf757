//! The site: all files that a browser asks for, and `site.json`, which tells the server their names.
//!
//! Files under `pkg/` carry a hash of their content in their names and never change, so that browsers keep them for ever. Those of earlier
//! builds stay for a while: a page that was opened before the new build still finds its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::build::Form;
use crate::compress::compress;
use crate::split::Parts;
use crate::wasm::{self, Client};
use crate::{place, style};

const KEPT_BUILDS: usize = 3;
const KEPT_S: u64 = 35 * 24 * 60 * 60;

/// `site.json`. Paths begin at the site's root: `/pkg/mainstay.0123456789ab.wasm`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Names this build: a hash over all its files.
    pub build: String,
    /// The script that starts the client: `<script type="module" src=…>` is all that a page needs.
    pub script: String,
    /// The client, which the script fetches; for a preload.
    pub wasm: String,
    /// The style sheet that every page begins with.
    pub style: String,
    /// The style sheet of what comes apart.
    #[serde(default)]
    pub later_style: String,
    /// The modules that pages fetch apart, by the name of the part that they make up.
    pub parts: BTreeMap<String, Vec<String>>,
    /// Every file of this build.
    pub files: Vec<Sized>,
    /// What it was made of; the same again need not be made again.
    pub made_of: String,
    /// The hashed files of this build and of those before it that are still served, newest first.
    pub kept: Vec<Kept>,
}

/// A file and what it weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sized {
    pub path: String,
    pub size: usize,
    /// Compressed by Brotli, where that is smaller.
    pub brotli: Option<usize>,
    /// Compressed by gzip, where that is smaller.
    pub gzip: Option<usize>,
}

impl Sized {
    /// What goes over the wire to a browser of today.
    pub fn wire(&self) -> usize {
        self.brotli.unwrap_or(self.size)
    }
}

/// The hashed files of one build.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub built_at_s: u64,
    pub paths: Vec<String>,
}

/// Where the site of a form is left.
pub fn folder(form: Form) -> PathBuf {
    match form {
        Form::Release => place::target().join("mainstay/site"),
        Form::Dev => place::target().join("site"),
    }
}

/// Reads what a site says about itself.
///
/// # Errors
/// Where there is no site.
pub fn read(folder: &Path) -> Result<Manifest> {
    Ok(serde_json::from_slice(&fs::read(folder.join("site.json"))?)?)
}

/// Compiles the client and leaves the whole site in its folder.
///
/// # Errors
/// Where a part does not build.
pub fn build(form: Form) -> Result<Manifest> {
    let raw = wasm::compile(form)?;
    let made_of = made_of(&raw)?;
    let site = folder(form);
    let before = read(&site).ok();
    if let Some(before) = before.as_ref().filter(|before| before.made_of == made_of) {
        println!("The site is as it was: {}", site.display());
        return Ok(before.clone());
    }
    let mut draft = Draft::begin(&site, form)?;
    let client = wasm::bind(&raw, form)?;
    let mut manifest = draft.client(&client)?;
    draft.public()?;
    manifest.made_of = made_of;
    let manifest = draft.finish(manifest, before)?;
    println!("The site is in {}", site.display());
    Ok(manifest)
}

/// A hash over everything that the site is made of, this program included.
fn made_of(raw: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(fs::read(raw).with_context(|| format!("{} was not built", raw.display()))?);
    hash.update(fs::read(wasm::npm_folder().join("package-lock.json"))?);
    for folder in ["style", "public"] {
        for file in files_below(&place::at(folder))? {
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    let own = fs::metadata(std::env::current_exe()?)?;
    hash.update(own.len().to_le_bytes());
    hash.update(own.modified()?.duration_since(UNIX_EPOCH)?.as_nanos().to_le_bytes());
    Ok(hex(&hash.finalize()))
}

/// All files below a folder, in order; none where it is missing.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return Ok(files) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a file whose content never changes: `mainstay.0123456789ab.css`.
fn hashed(stem: &str, ending: &str, content: &[u8]) -> String {
    let digest = hex(&Sha256::digest(content));
    format!("{stem}.{}.{ending}", digest.get(..12).unwrap_or(&digest))
}

/// A site in the making, in a folder beside the one that it replaces when it is whole.
struct Draft {
    folder: PathBuf,
    site: PathBuf,
    form: Form,
    files: Vec<Sized>,
}

impl Draft {
    fn begin(site: &Path, form: Form) -> Result<Self> {
        let folder = site.with_extension("new");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("pkg"))?;
        Ok(Self { folder, site: site.to_owned(), form, files: Vec::new() })
    }

    fn add(&mut self, path: &str, content: &[u8]) -> Result<()> {
        let file = self.folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        let small = compress(path, content, self.form)?;
        fs::write(&file, content)?;
        let beside = |ending: &str| self.folder.join(format!("{path}.{ending}"));
        for (form, ending) in [(&small.brotli, "br"), (&small.gzip, "gz")] {
            if let Some(content) = form {
                fs::write(beside(ending), content)?;
            }
        }
        let weigh = |form: Option<Vec<u8>>| form.map(|content| content.len());
        let (brotli, gzip) = (weigh(small.brotli), weigh(small.gzip));
        self.files.push(Sized { path: format!("/{path}"), size: content.len(), brotli, gzip });
        Ok(())
    }

    /// Puts the client and its style under hashed names.
    fn client(&mut self, client: &Client) -> Result<Manifest> {
        let wasm = self.add_hashed("mainstay", "wasm", &client.module)?;
        let apart = self.parts(&client.parts)?;
        // The script starts itself: pages need no inline script, which the content security policy would have to let through.
        let start = format!("__wbg_init({{module_or_path:new URL(\"{wasm}\",import.meta.url)}})");
        let glue = apart.iter().fold(client.glue.clone(), |glue, (stem, path)| {
            glue.replace(&format!("\"./{stem}.wasm\""), &format!("\"{path}\""))
        });
        let whole = format!("{};{start}.then((client)=>client.wake());", glue.trim_end());
        let script = if self.form == Form::Release { wasm::minify(&whole)? } else { whole };
        let script = self.add_hashed("mainstay", "js", script.as_bytes())?;
        let style = self.add_hashed("mainstay", "css", style::bundle(style::MAIN)?.as_bytes())?;
        let later_style = self.add_hashed("later", "css", style::bundle(style::LATER)?.as_bytes())?;
        let paths = |stems: &Vec<String>| stems.iter().filter_map(|stem| apart.get(stem).cloned()).collect();
        let parts = client.parts.needs.iter().map(|(part, stems)| (part.clone(), paths(stems))).collect();
        Ok(Manifest { script, wasm, style, later_style, parts, ..Manifest::default() })
    }

    /// Puts what is fetched apart under hashed names, and tells them by stem.
    fn parts(&mut self, parts: &Parts) -> Result<BTreeMap<String, String>> {
        let modules = parts.modules.iter();
        modules.map(|(stem, module)| Ok((stem.clone(), self.add_hashed(stem, "wasm", module)?))).collect()
    }

    fn add_hashed(&mut self, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
        let path = format!("pkg/{}", hashed(stem, ending, content));
        self.add(&path, content)?;
        Ok(format!("/{path}"))
    }

    /// Copies what is served as it stands: fonts, icons, the manifest of the app.
    fn public(&mut self) -> Result<()> {
        let public = place::at("public");
        for file in files_below(&public)? {
            let path = file.strip_prefix(&public)?.to_string_lossy().into_owned();
            self.add(&path, &fs::read(&file)?)?;
        }
        Ok(())
    }

    /// Takes over what is still kept of earlier builds, writes `site.json` and puts the site in its place.
    fn finish(mut self, mut manifest: Manifest, before: Option<Manifest>) -> Result<Manifest> {
        self.files.sort();
        let now_s = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let hashed = self.files.iter().map(|file| file.path.clone()).filter(|path| path.starts_with("/pkg/")).collect();
        let earlier = before.map(|before| before.kept).unwrap_or_default();
        let earlier = if self.form == Form::Release { earlier } else { Vec::new() };
        manifest.kept = kept(Kept { built_at_s: now_s, paths: hashed }, earlier);
        self.take_over(&manifest.kept)?;
        let mut all = Sha256::new();
        for file in &self.files {
            all.update(file.path.as_bytes());
            all.update(fs::read(self.folder.join(file.path.trim_start_matches('/')))?);
        }
        manifest.build = hex(&all.finalize()).chars().take(12).collect();
        manifest.files = self.files;
        fs::write(self.folder.join("site.json"), serde_json::to_vec_pretty(&manifest)?)?;
        if self.site.exists() {
            fs::remove_dir_all(&self.site)?;
        }
        fs::rename(&self.folder, &self.site)?;
        Ok(manifest)
    }

    fn take_over(&self, kept: &[Kept]) -> Result<()> {
        let paths: BTreeSet<&str> = kept.iter().flat_map(|build| &build.paths).map(String::as_str).collect();
        for path in paths {
            for ending in ["", ".br", ".gz"] {
                let name = format!("{}{ending}", path.trim_start_matches('/'));
                let (from, to) = (self.site.join(&name), self.folder.join(&name));
                if from.is_file() && !to.exists() {
                    fs::copy(from, to)?;
                }
            }
        }
        Ok(())
    }
}

/// The builds whose files stay: the newest three, and any younger than 35 days.
fn kept(new: Kept, earlier: Vec<Kept>) -> Vec<Kept> {
    let now_s = new.built_at_s;
    let mut builds = vec![new];
    builds.extend(earlier);
    builds.dedup_by(|later, sooner| later.paths == sooner.paths);
    let mut place = 0;
    builds.retain(|build| {
        place += 1;
        place <= KEPT_BUILDS || now_s.saturating_sub(build.built_at_s) < KEPT_S
    });
    builds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(built_at_s: u64) -> Kept {
        Kept { built_at_s, paths: vec![format!("/pkg/{built_at_s}.js")] }
    }

    #[test]
    fn names_follow_content() {
        assert_eq!(hashed("mainstay", "css", b"a"), hashed("mainstay", "css", b"a"));
        assert_ne!(hashed("mainstay", "css", b"a"), hashed("mainstay", "css", b"b"));
        assert_eq!(hashed("m", "js", b"").len(), "m.0123456789ab.js".len());
    }

    #[test]
    fn three_builds_and_five_weeks_are_kept() {
        let now_s = 100 * KEPT_S;
        let old = vec![build(40), build(30), build(20), build(10)];
        let left: Vec<_> = kept(build(now_s), old).iter().map(|build| build.built_at_s).collect();
        assert_eq!(left, [now_s, 40, 30]);
        let young = (1..=9).map(|days| build(now_s - days * 24 * 60 * 60)).collect();
        assert_eq!(kept(build(now_s), young).len(), 10);
    }
}
