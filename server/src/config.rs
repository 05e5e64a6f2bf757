//! Every setting of Mainstay, by flag and by environment, in this one place.
//!
//! A flag wins over its variable; a variable that is set but empty counts as not set. Secrets come by the environment or by
//! a file, never by a flag that others on the machine could read off the process list.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use axum::http::Uri;
use clap::builder::FalseyValueParser;
use clap::{Args, Parser, ValueEnum};

/// What `mainstay serve` is told.
#[derive(Args, Clone, Debug)]
pub struct Config {
    #[command(flatten)]
    pub storage: Storage,

    /// Address and port to listen on. Anything but this machine itself needs TLS, or a proxy named by --trusted-proxy
    #[arg(long, env = "MAINSTAY_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: SocketAddr,

    /// The address people open, such as https://mainstay.example.com. Default: the address listened on
    #[arg(long, env = "MAINSTAY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// Certificate chain for TLS, a PEM file; read again when it changes
    #[arg(long, env = "MAINSTAY_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// Private key for TLS, a PEM file
    #[arg(long, env = "MAINSTAY_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// A proxy in front, an address or a range such as 10.0.0.0/8; only its forwarded headers are believed. May be repeated
    #[arg(long = "trusted-proxy", env = "MAINSTAY_TRUSTED_PROXIES", value_delimiter = ',', value_name = "ADDRESS")]
    pub trusted_proxies: Vec<Network>,

    /// Folder of the built site: the client, styles, icons and fonts. Default: the folder `site` beside this program
    #[arg(long, env = "MAINSTAY_SITE_DIR", value_name = "FOLDER")]
    pub site_dir: Option<PathBuf>,

    /// Keep the demo workspace open to everybody after the set-up, too
    #[arg(long, env = "MAINSTAY_DEMO", value_parser = FalseyValueParser::new())]
    pub demo: bool,

    /// How the log on standard error is written
    #[arg(long, env = "MAINSTAY_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    pub log_format: LogFormat,

    /// What the log holds, in the words of tracing's filter
    #[arg(long, env = "MAINSTAY_LOG", default_value = "info", value_name = "FILTER")]
    pub log: String,

    #[command(flatten)]
    pub caps: Caps,
}

/// Where the data are. Shared by every subcommand.
#[derive(Args, Clone, Debug)]
pub struct Storage {
    /// A PostgreSQL to use, 15 or later. Not set: Mainstay starts and looks after one of its own
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,

    /// Folder of the private PostgreSQL and of all else that is kept
    #[arg(long, env = "MAINSTAY_DATA_DIR", default_value = ".data", value_name = "FOLDER")]
    pub data_dir: PathBuf,

    /// Folder of the PostgreSQL programs, where they are not on PATH or in a usual place
    #[arg(long, env = "MAINSTAY_POSTGRES_BIN", value_name = "FOLDER")]
    pub postgres_bin: Option<PathBuf>,

    /// Take a database that may lose what it acknowledged (fsync off): for throwaway test clusters only
    #[arg(long, env = "MAINSTAY_ALLOW_UNSAFE_DATABASE", value_parser = FalseyValueParser::new(), hide_short_help = true)]
    pub allow_unsafe_database: bool,
}

/// How much one client, one person and all of them together may take.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Caps")]
pub struct Caps {
    /// Connections in all
    #[arg(long, env = "MAINSTAY_CONNECTIONS", default_value_t = 12_000, value_name = "COUNT")]
    pub connections: usize,

    /// Connections from one address (a /64 of IPv6); named proxies are exempt
    #[arg(long, env = "MAINSTAY_CONNECTIONS_PER_ADDRESS", default_value_t = 100, value_name = "COUNT")]
    pub connections_per_address: usize,

    /// Requests a second from one address, sustained
    #[arg(long, env = "MAINSTAY_RATE_PER_ADDRESS", default_value = "200", value_name = "COUNT")]
    pub rate_per_address: std::num::NonZeroU32,

    /// Requests that one address may send at once
    #[arg(long, env = "MAINSTAY_BURST_PER_ADDRESS", default_value = "2000", value_name = "COUNT")]
    pub burst_per_address: std::num::NonZeroU32,

    /// Requests a second from one signed-in person, sustained
    #[arg(long, env = "MAINSTAY_RATE_PER_PERSON", default_value = "100", value_name = "COUNT")]
    pub rate_per_person: std::num::NonZeroU32,

    /// Requests that one signed-in person may send at once
    #[arg(long, env = "MAINSTAY_BURST_PER_PERSON", default_value = "1000", value_name = "COUNT")]
    pub burst_per_person: std::num::NonZeroU32,

    /// Open streams of one session
    #[arg(long, env = "MAINSTAY_STREAMS_PER_SESSION", default_value_t = 5, value_name = "COUNT")]
    pub streams_per_session: usize,

    /// Open streams of one person
    #[arg(long, env = "MAINSTAY_STREAMS_PER_PERSON", default_value_t = 10, value_name = "COUNT")]
    pub streams_per_person: usize,

    /// Connections to PostgreSQL
    #[arg(long, env = "MAINSTAY_POOL", default_value_t = 16, value_name = "COUNT")]
    pub pool: u32,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// The one origin under which this Mainstay is meant to be opened: scheme, host and port, no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    secure: bool,
    authority: String,
}

impl PublicUrl {
    /// The origin of a server that listens on `listen` and was told no other.
    pub fn of(listen: SocketAddr, secure: bool) -> Self {
        let port = if secure { 443 } else { 80 };
        let authority = match listen {
            _ if listen.port() != port => listen.to_string(),
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        };
        Self { secure, authority }
    }

    /// Whether people reach it by HTTPS, so that cookies are bound to it.
    pub fn secure(&self) -> bool {
        self.secure
    }

    /// Host and port, as a browser sends them in `Host`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The whole address of a path here.
    pub fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority)
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url: Uri = text.trim().parse().map_err(|_| format!("{text:?} is no web address"))?;
        let secure = match url.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err("the address begins with https:// or http://".into()),
        };
        let authority = url.authority().ok_or("the address names a host")?;
        if authority.as_str().contains('@') || !matches!(url.path(), "" | "/") || url.query().is_some() {
            return Err("only scheme, host and port: no user, no path (give Mainstay a host name of its own)".into());
        }
        let default_port = if secure { ":443" } else { ":80" };
        let authority = authority.as_str().to_ascii_lowercase();
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority).to_owned();
        Ok(Self { secure, authority })
    }
}

/// One address or a range of addresses, as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `address` lies within; an IPv4 address written the IPv6 way is taken for what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                base.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl std::str::FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (base, prefix) = text.split_once('/').map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base: IpAddr = base.parse().map_err(|_| format!("{base:?} is no IP address"))?;
        let base = base.to_canonical();
        let most = if base.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => most,
            Some(prefix) => prefix
                .parse()
                .ok()
                .filter(|prefix| *prefix <= most)
                .ok_or(format!("/{prefix} is no range of {base}"))?,
        };
        Ok(Self { base, prefix })
    }
}

impl Config {
    /// The settings that these arguments of `mainstay serve` and the environment give.
    ///
    /// # Errors
    /// What clap says about an argument that it does not take.
    pub fn from_arguments(arguments: &[&str]) -> Result<Self, clap::Error> {
        #[derive(Parser)]
        struct Alone {
            #[command(flatten)]
            config: Config,
        }
        Alone::try_parse_from(std::iter::once(&"serve").chain(arguments)).map(|alone| alone.config)
    }

    /// The folder of the site: the one named, or the one beside this program.
    pub fn site(&self) -> PathBuf {
        let beside = || std::env::current_exe().ok()?.parent().map(|folder| folder.join("site"));
        self.site_dir.clone().or_else(beside).unwrap_or_else(|| PathBuf::from("site"))
    }

    /// Whether this server answers by TLS itself.
    pub fn tls(&self) -> bool {
        self.tls_cert.is_some()
    }

    /// Whether `address` is one of the proxies whose forwarded headers are believed.
    pub fn is_proxy(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }
}

/// Takes variables that are set but empty out of the environment's say, by their names.
///
/// clap would read `DATABASE_URL=` as the empty address. The environment itself cannot be changed safely, so the names are
/// given to clap as not set: this is called on the command before it parses.
pub fn without_empty_variables(command: clap::Command) -> clap::Command {
    fn is_empty(arg: &clap::Arg) -> bool {
        arg.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty())
    }
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| if is_empty(&arg) { arg.env(None::<&str>) } else { arg });
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, without_empty_variables))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        let url: PublicUrl = "https://Mainstay.example.com:443/".parse().unwrap();
        assert_eq!(url.to_string(), "https://mainstay.example.com");
        assert_eq!(url.join("/set-up/x"), "https://mainstay.example.com/set-up/x");
        for wrong in ["mainstay.example.com", "ftp://x", "https://x/path", "https://a@x", "https://x?y"] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
        assert_eq!(PublicUrl::of("127.0.0.1:3000".parse().unwrap(), false).to_string(), "http://127.0.0.1:3000");
        assert_eq!(PublicUrl::of("[::1]:443".parse().unwrap(), true).to_string(), "https://[::1]");
    }

    #[test]
    fn a_network_holds_its_addresses() {
        let ten: Network = "10.0.0.0/8".parse().unwrap();
        assert!(ten.contains("10.200.3.4".parse().unwrap()));
        assert!(ten.contains("::ffff:10.1.1.1".parse().unwrap()));
        assert!(!ten.contains("11.0.0.1".parse().unwrap()));
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("9.9.9.9".parse().unwrap()));
        assert!("::1".parse::<Network>().unwrap().contains("::1".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
    }
}
