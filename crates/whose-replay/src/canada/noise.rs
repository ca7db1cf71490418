//! Files without people: logs, pictures, programs, acknowledgments, price lists.

use std::fmt::Write;

use crate::dice::{Dice, Purpose};

use super::formats::Content;
use super::world::World;

/// Paths below `disk/` and contents.
pub(crate) fn files(world: &World) -> Vec<(String, Content<'static>)> {
    let mut files = vec![
        ("logs/edi-gateway.log".to_string(), Content::Other("log", gateway_log(world).into_bytes())),
        ("logs/translator.log".into(), Content::Other("log", translator_log(world).into_bytes())),
        ("docs/price_list_2018.csv".into(), Content::Other("csv-price-list", prices(world).into_bytes())),
        ("docs/README.txt".into(), Content::Other("text", README.as_bytes().to_vec())),
        (
            "bin/translator.exe".into(),
            Content::Other("binary", binary(world, b"MZ\x90\x00\x03\x00\x00\x00", 1 << 20, 99)),
        ),
    ];
    for number in 0..8u32 {
        let bytes = binary(
            world,
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            90_000 + number as usize * 7_000,
            number.into(),
        );
        files.push((format!("web/img/label_{number:02}.png"), Content::Other("picture", bytes)));
    }
    for number in [0, 8, 20, 36].into_iter().filter(|number| *number < world.clients.len()) {
        let client = &world.clients[number];
        files.push((
            format!("edi/ack/{}/997_{:04}.edi", client.edi, number + 1),
            Content::Other("x12-997", acknowledgment(&client.edi, number).into_bytes()),
        ));
    }
    files
}

const README: &str = "Inbound interchanges arrive in edi/inbound, one folder for each trading partner.\n\
Manifests are built each night from the partner's orders and sent to the post.\n\
Exports are made on request of the partner and stay in its folder until it says otherwise.\n\
Weights are in kilograms. Service codes: DOM.RP regular parcel, DOM.EP expedited, DOM.XP express, DOM.PC priority.\n";

fn binary(world: &World, head: &[u8], length: usize, number: u64) -> Vec<u8> {
    let mut dice = Dice::new(world.seed, Purpose::Noise, number | 1 << 41);
    let mut bytes = head.to_vec();
    while bytes.len() < length {
        bytes.extend(dice.next().to_le_bytes());
    }
    bytes
}

fn gateway_log(world: &World) -> String {
    let mut dice = Dice::new(world.seed, Purpose::Noise, 1 << 42);
    let mut out = String::new();
    for line in 0..6_000u32 {
        let client = &world.clients[dice.below(world.clients.len() as u32) as usize];
        let (hour, minute, second) = (line / 250, line / 5 % 60, dice.below(60));
        let text = match dice.below(4) {
            0 => format!(
                "INFO  AS2 message received from {} ({} bytes)",
                client.edi,
                dice.between(900, 80_000)
            ),
            1 => format!("INFO  997 sent to {} for interchange {:09}", client.edi, dice.below(90_000)),
            2 => format!(
                "WARN  SE01 count differs in set {:04} of {}; accepted",
                dice.below(9_000),
                client.edi
            ),
            _ => format!("DEBUG queue depth {} worker {}", dice.below(40), dice.below(8)),
        };
        _ = writeln!(out, "2018-11-23 {hour:02}:{minute:02}:{second:02},{:03} {text}", dice.below(1_000));
    }
    out
}

fn translator_log(world: &World) -> String {
    let mut dice = Dice::new(world.seed, Purpose::Noise, 1 << 43);
    let mut out = String::new();
    for _ in 0..3_000 {
        let shipment = dice.below(world.shipments.len() as u32);
        let tracking = world.tracking(shipment);
        _ = writeln!(
            out,
            "label printed pin={tracking} printer=ZPL{:02} ms={}",
            dice.below(6),
            dice.below(400)
        );
    }
    out
}

fn prices(world: &World) -> String {
    let mut dice = Dice::new(world.seed, Purpose::Noise, 1 << 44);
    let mut out = String::from("sku,description,weight_g,price_cad\n");
    const GOODS: [&str; 8] = [
        "Canvas tote",
        "Wool blanket",
        "Enamel mug",
        "Paddle jacket",
        "Tea tin",
        "Pine candle",
        "Desk lamp",
        "Rain boots",
    ];
    const COLOURS: [&str; 6] = ["red", "navy", "forest", "grey", "natural", "black"];
    for sku in 0..1_200 {
        let (goods, colour) = (dice.pick(&GOODS), dice.pick(&COLOURS));
        _ = writeln!(
            out,
            "SKU{sku:05},{goods} {colour},{},{}.{:02}",
            dice.between(80, 4_000),
            dice.between(5, 190),
            dice.below(100)
        );
    }
    out
}

fn acknowledgment(edi: &str, number: usize) -> String {
    let mut out = format!(
        "ISA*00*          *00*          *ZZ*COMMPORT       *ZZ*{edi:<15}*181123*0402*U*00401*{number:09}*0*P*>~\
         GS*FA*COMMPORT*{edi}*20181123*0402*{number}*X*004010~"
    );
    for set in 1..=200 {
        _ = write!(out, "ST*997*{set:04}~AK1*SH*{set}~AK2*856*{set:04}~AK5*A~AK9*A*1*1*1~SE*6*{set:04}~");
    }
    _ = write!(out, "GE*200*{number}~IEA*1*{number:09}~");
    out
}
