//! The table, and the file beside it.

use std::fs;

use anyhow::Result;
use serde_json::json;

use super::measure::Measures;
use super::row::{Held, Row};
use crate::place;
use crate::program::Program;

/// Prints what was measured beside what is aimed at; of a whole run, what could not be taken too.
pub fn print(rows: &[Row], measures: &Measures, whole: bool) {
    println!("\n{:<4} {:<64} {:>9} {:>17} {:>7} {:>7}", "row", "what", "is", "from … to", "aim", "limit");
    for row in rows {
        let Some(value) = row.value() else {
            if whole && !row.number.is_empty() {
                println!("{:<4} {:<64} {:>9}", row.number, row.words, "not taken");
            }
            continue;
        };
        let (low, high) = row.span();
        let span = if row.values.len() > 1 { format!("{} … {}", number(low), number(high)) } else { String::new() };
        let bound = |bound: Option<f64>| bound.map(number).unwrap_or_default();
        println!(
            "{:<4} {:<64} {:>9} {span:>17} {:>7} {:>7} {}",
            row.number,
            row.words,
            number(value),
            bound(row.aim),
            bound(row.limit),
            mark(row),
        );
    }
    let loads: Vec<String> = measures.loads.iter().map(|load| load.to_string()).collect();
    println!("\nThe load of the machine before each part: {}", loads.join(" "));
    println!(
        "F: a ratio, C: a count; over its limit it fails --check. B: bytes, held by cargo xtask test. The others are told."
    );
}

fn mark(row: &Row) -> String {
    let held = match row.held {
        Held::Ratio => "F",
        Held::Count => "C",
        Held::Bytes => "B",
        Held::Told => " ",
    };
    let stands = if row.is_over_limit() {
        "OVER THE LIMIT"
    } else if row.is_over_aim() {
        "over the aim"
    } else {
        ""
    };
    format!("{held} {stands}")
}

fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// The ratios and counts that are over their limits; of a whole run, those too that could not be taken.
pub fn over(rows: &[Row], whole: bool) -> Vec<String> {
    let held = rows.iter().filter(|row| matches!(row.held, Held::Ratio | Held::Count));
    let wrong = held.filter(|row| row.is_over_limit() || whole && row.value().is_none());
    wrong.map(|row| format!("{} {}", row.number, row.words)).collect()
}

/// Writes target/bench/latest.json, and the same under the moment of this run.
///
/// # Errors
/// Where it cannot be written.
pub fn write(rows: &[Row], measures: &Measures) -> Result<()> {
    let commit = Program::new("git").args(["describe", "--always", "--dirty"]).output().unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let table: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let told = json!({
                "row": row.number, "what": row.words, "is": row.value()?, "all": row.values, "aim": row.aim,
                "limit": row.limit, "over_limit": row.is_over_limit(), "ratio": row.held == Held::Ratio,
            });
            Some(told)
        })
        .collect();
    let whole = json!({
        "began_s": measures.began_s, "commit": commit.trim(), "cores": cores, "loads": measures.loads, "rows": table,
        "measures": measures.all(),
    });
    let folder = place::target().join("bench");
    fs::create_dir_all(&folder)?;
    let text = serde_json::to_vec_pretty(&whole)?;
    fs::write(folder.join(format!("{}.json", measures.began_s)), &text)?;
    fs::write(folder.join("latest.json"), &text)?;
    println!("It is also in {}", folder.join("latest.json").display());
    Ok(())
}
