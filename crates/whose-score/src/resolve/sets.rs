//! The sets with known answers: where they stand, what their columns mean, what must come out.

impl Set {
    /// Too large to be made and resolved unless it is asked for?
    pub const fn is_on_request(&self) -> bool {
        matches!(self.origin, Origin::Generated(_, rows) if rows > 1_000_000)
    }
}

/// What a set must reach.
#[derive(Debug, Clone, Copy)]
pub struct Bars {
    /// F1 of pairs; none where there is no figure to reach.
    pub f1: Option<f64>,
    /// Precision of pairs.
    pub precision: Option<f64>,
    /// How long it may take.
    pub time: Option<Time>,
    /// The largest resident set while it is resolved, its rows included.
    pub megabytes: Option<f64>,
    /// What others reach, as measured: F1 and seconds.
    pub peers: &'static str,
}

/// How long a set may take.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    /// Seconds on two cores, from mentions in memory to people.
    pub seconds: f64,
    /// The same beside Splink in one sitting: so many times faster, from the file to people.
    pub times_faster: f64,
}

/// Where the rows come from.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// Files below the folder of public sets.
    Files(&'static [&'static str]),
    /// The generator of people: profile and rows.
    Generated(&'static str, u32),
}

/// How the columns of a file become items.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// A category takes what columns hold, joined by a blank.
    Joined(&'static str, &'static [&'static str]),
    /// The same, joined by a hyphen.
    Hyphened(&'static str, &'static [&'static str]),
    /// A date of eight digits, or of year, month and day in three columns.
    Date(&'static str, &'static [&'static str]),
}

/// A set.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// What it is called.
    pub name: &'static str,
    /// Where it comes from.
    pub origin: Origin,
    /// Column of the truth.
    pub truth: &'static str,
    /// Its columns.
    pub parts: &'static [Part],
    /// What must come out.
    pub bars: Bars,
}

use Part::{Date, Hyphened, Joined};

const FEBRL: &[Part] = &[
    Joined("given-name", &["given_name"]),
    Joined("family-name", &["surname"]),
    Joined("street-address", &["street_number", "address_1"]),
    Joined("city", &["suburb"]),
    Joined("postcode", &["postcode"]),
    Date("birth-date", &["date_of_birth"]),
    Joined("national-number", &["soc_sec_id"]),
];
const PEOPLE: &[Part] = &[
    Joined("given-name", &["first_name"]),
    Joined("family-name", &["surname"]),
    Joined("birth-date", &["dob"]),
    Joined("street-address", &["address"]),
    Joined("city", &["city"]),
    Joined("postcode", &["postcode"]),
    Joined("email", &["email"]),
    Joined("phone", &["phone"]),
    Joined("national-number", &["national_id"]),
];

const fn bars(f1: f64, peers: &'static str) -> Bars {
    Bars { f1: Some(f1), precision: None, time: None, megabytes: None, peers }
}

const fn in_time(seconds: f64, times_faster: f64) -> Option<Time> {
    Some(Time { seconds, times_faster })
}

const fn generated(
    name: &'static str,
    profile: &'static str,
    rows: u32,
    f1: f64,
    time: Option<Time>,
    peers: &'static str,
) -> Set {
    let megabytes = if time.is_some() { Some(1_000.0) } else { None };
    let bars = Bars { f1: Some(f1), precision: Some(0.97), time, megabytes, peers };
    Set { name, origin: Origin::Generated(profile, rows), truth: "cluster", parts: PEOPLE, bars }
}

/// All sets, small ones first. Peers were measured on two cores in one sitting: Splink 5 modelled by hand at p ≥ .95, GoldenMatch
/// 3.22 at its own settings, custmatch 0.1.2 with 500 labels, recordlinkage 0.16.
pub const SETS: &[Set] = &[
    Set {
        name: "febrl1",
        origin: Origin::Files(&["febrl1/febrl1.csv"]),
        truth: "cluster",
        parts: FEBRL,
        bars: bars(0.999, ""),
    },
    Set {
        name: "febrl4",
        origin: Origin::Files(&["febrl4/febrl4a.csv", "febrl4/febrl4b.csv"]),
        truth: "cluster",
        parts: FEBRL,
        bars: bars(0.9995, "recordlinkage .9986, GoldenMatch .9987, Splink .9956"),
    },
    Set {
        name: "RLdata10000",
        origin: Origin::Files(&["rldata/RLdata10000.csv"]),
        truth: "ent_id",
        parts: &[
            Joined("given-name", &["fname_c1", "fname_c2"]),
            Hyphened("family-name", &["lname_c1", "lname_c2"]),
            Date("birth-date", &["by", "bm", "bd"]),
        ],
        bars: bars(0.97, "GoldenMatch .563"),
    },
    Set {
        name: "fake_1000",
        origin: Origin::Files(&["splink/fake_1000.csv"]),
        truth: "cluster",
        parts: &[
            Joined("given-name", &["first_name"]),
            Joined("family-name", &["surname"]),
            Joined("birth-date", &["dob"]),
            Joined("city", &["city"]),
            Joined("email", &["email"]),
        ],
        bars: Bars { f1: None, precision: None, time: None, megabytes: None, peers: "" },
    },
    Set {
        name: "historical_50k",
        origin: Origin::Files(&["splink/historical_figures_with_errors_50k.parquet"]),
        truth: "cluster",
        parts: &[
            Joined("given-name", &["first_name"]),
            Joined("family-name", &["surname"]),
            Joined("birth-date", &["dob"]),
            Joined("city", &["birth_place"]),
            Joined("postcode", &["postcode_fake"]),
            Joined("occupation", &["occupation"]),
            Joined("sex", &["gender"]),
        ],
        bars: bars(0.88, "custmatch .878, GoldenMatch .842, Splink .828"),
    },
    generated("crm_100k", "crm", 100_000, 0.988, None, "custmatch .973, Splink .859"),
    generated("manifest_100k", "manifest", 100_000, 0.875, None, "custmatch .869, Splink .514"),
    generated("mixed_100k", "mixed", 100_000, 0.93, None, "custmatch .895, Splink .729"),
    generated("crm_1m", "crm", 1_000_000, 0.985, in_time(5.9, 12.0), "Splink .771 in 71 s, GoldenMatch .393"),
    generated(
        "manifest_1m",
        "manifest",
        1_000_000,
        0.83,
        in_time(4.5, 6.0),
        "Splink .500 in 27 s, GoldenMatch .375",
    ),
    Set {
        name: "manifest_10m",
        origin: Origin::Generated("manifest", 10_000_000),
        truth: "cluster",
        parts: PEOPLE,
        bars: Bars {
            f1: None,
            precision: Some(0.97),
            time: None,
            megabytes: Some(6_000.0),
            peers: "custmatch 31 min on 16 cores, as it says of itself",
        },
    },
    generated(
        "mixed_1m",
        "mixed",
        1_000_000,
        0.91,
        in_time(6.2, 12.0),
        "Splink .646 in 75 s, GoldenMatch .321",
    ),
];
