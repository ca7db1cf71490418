//! `whose people`: the notification list.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use whose::Case;
use whose::case::NewEntry;
use whose::people::{Filter, Listed, list};
use whose_model::tables::{schema_of, to_batch};

use super::{CaseArgument, End};
use crate::terminal;

/// Print the notification list. Values are masked unless --reveal, which is written into the journal.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose people --case case/ --client \"Maple Books\"
  whose people --case case/ --standing confirmed --format csv --reveal --output list.csv")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// People of this client only.
    #[arg(long)]
    client: Option<String>,
    /// People with a customer of this standing only; `none`: people in no registry.
    #[arg(long, value_parser = ["confirmed", "possible", "excluded", "none"])]
    standing: Option<String>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to this file instead of standard output. Needed for parquet.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show values whole. The journal records it.
    #[arg(long)]
    reveal: bool,
    /// Rows of a table at most; the other formats are always whole.
    #[arg(long, default_value_t = 50)]
    rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Parquet,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    if arguments.format == Format::Parquet && arguments.output.is_none() {
        bail!("parquet is not for a terminal: name a file with --output FILE");
    }
    let mut case = arguments.case.open()?;
    if arguments.reveal {
        journal_reveal(&mut case, arguments)?;
    }
    let filter = Filter { client: arguments.client.clone(), standing: arguments.standing.clone() };
    match arguments.format {
        Format::Table => print_table(&case, &filter, arguments),
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(output(arguments)?);
            let count = list(&case, &filter, arguments.reveal, |row| Ok(writer.serialize(row)?))?;
            if count == 0 {
                writer.write_record(schema_of::<Listed>()?.fields().iter().map(|field| field.name()))?;
            }
            finish(writer.into_inner().map_err(|error| error.into_error())?, arguments)
        }
        Format::Json => {
            let mut out = output(arguments)?;
            let mut separator = "[\n";
            list(&case, &filter, arguments.reveal, |row| {
                out.write_all(separator.as_bytes())?;
                separator = ",\n";
                Ok(serde_json::to_writer(&mut out, &row)?)
            })?;
            out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })?;
            finish(out, arguments)
        }
        Format::Parquet => write_parquet(&case, &filter, arguments),
    }
}

fn journal_reveal(case: &mut Case, arguments: &Arguments) -> Result<()> {
    let what = format!(
        "people revealed: client {}, standing {}, format {:?}",
        arguments.client.as_deref().unwrap_or("all"),
        arguments.standing.as_deref().unwrap_or("all"),
        arguments.format
    );
    case.record(NewEntry {
        command: "people --reveal".into(),
        what,
        inputs: BTreeMap::new(),
        outputs: BTreeMap::new(),
    })
}

fn print_table(case: &Case, filter: &Filter, arguments: &Arguments) -> Result<End> {
    let mut rows = Vec::new();
    let count = list(case, filter, arguments.reveal, |row| {
        if rows.len() < arguments.rows {
            rows.push(row);
        }
        Ok(())
    })?;
    let header =
        ["person", "name", "address", "contact", "exposed", "clients", "period", "records", "customer"];
    let shown = rows.len() as u64;
    terminal::print(&terminal::table(&header, rows.into_iter().map(cells)));
    match count - shown {
        0 => terminal::print(&format!("{count} rows")),
        more => terminal::print(&format!("{count} rows, {more} not shown: --rows {count}, or --format csv")),
    }
    Ok(End::Complete)
}

fn cells(row: Listed) -> Vec<String> {
    let join = |parts: &[&str], by: &str| {
        parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
    };
    vec![
        row.person,
        row.name,
        join(&[&row.street_address, &row.city, &row.postcode], ", "),
        join(&[&row.email, &row.phone], " "),
        row.categories,
        row.clients,
        if row.first_date == row.last_date {
            row.first_date
        } else {
            join(&[&row.first_date, &row.last_date], " to ")
        },
        row.records.to_string(),
        match row.standing.as_str() {
            "" => String::new(),
            "possible" => format!("{} possible, k={}", row.customer, row.k),
            standing => format!("{} {standing}", row.customer),
        },
    ]
}

/// Standard output, or a file beside the one named, which [`finish`] renames.
enum Output {
    Standard(std::io::BufWriter<std::io::Stdout>),
    File(std::io::BufWriter<tempfile::NamedTempFile>),
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }
}

fn output(arguments: &Arguments) -> Result<Output> {
    match &arguments.output {
        None => Ok(Output::Standard(std::io::BufWriter::new(std::io::stdout()))),
        Some(path) => Ok(Output::File(std::io::BufWriter::new(beside(path)?))),
    }
}

fn beside(path: &std::path::Path) -> Result<tempfile::NamedTempFile> {
    let parent =
        path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    tempfile::NamedTempFile::new_in(parent).with_context(|| format!("cannot write in {}", parent.display()))
}

fn finish(out: Output, arguments: &Arguments) -> Result<End> {
    match (out, &arguments.output) {
        (Output::File(out), Some(path)) => {
            let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.persist(path)
                .map_err(|error| error.error)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        (mut out, _) => out.flush()?,
    }
    Ok(End::Complete)
}

fn write_parquet(case: &Case, filter: &Filter, arguments: &Arguments) -> Result<End> {
    let path = arguments.output.as_deref().context("parquet needs --output FILE")?;
    let file = beside(path)?;
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, schema_of::<Listed>()?, None)?;
    let mut rows = Vec::new();
    list(case, filter, arguments.reveal, |row| {
        rows.push(row);
        if rows.len() == 65_536 {
            writer.write(&to_batch(&std::mem::take(&mut rows))?)?;
        }
        Ok(())
    })?;
    writer.write(&to_batch(&rows)?)?;
    let file = writer.into_inner()?;
    file.persist(path)
        .map_err(|error| error.error)
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(End::Complete)
}
