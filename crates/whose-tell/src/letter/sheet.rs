//! Paper and windows.

use serde::{Serialize, Serializer};

/// A sheet of paper and where its envelope has a window. Millimetres from the upper left corner of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// A4, folded into a DL or C5 envelope with its window on the left: DIN 5008 form B (address zone 45 mm from the top, 85 mm
    /// by 45 mm, the sender in its first 5 mm).
    Dl,
    /// US Letter, folded into a #10 envelope with its window on the left: 7/8 inch from the left and 1/2 inch from below, 4 1/2 by
    /// 1 1/8 inches. What shows wherever the sheet slides to is 0.67 inch high.
    UsTen,
}

#[derive(Serialize)]
struct Window {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// Is the sender shown above the address?
    sender: bool,
}

#[derive(Serialize)]
struct Shape {
    paper: &'static str,
    window: Window,
}

impl Sheet {
    /// As it is written in a file of settings: `dl`, `us-10`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "dl" => Some(Self::Dl),
            "us-10" => Some(Self::UsTen),
            _ => None,
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Dl => Shape {
                paper: "a4",
                window: Window { x: 25.0, y: 48.0, width: 80.0, height: 40.0, sender: true },
            },
            Self::UsTen => Shape {
                paper: "us-letter",
                window: Window { x: 25.4, y: 63.5, width: 100.0, height: 18.0, sender: false },
            },
        }
    }
}

impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.shape().serialize(serializer)
    }
}
