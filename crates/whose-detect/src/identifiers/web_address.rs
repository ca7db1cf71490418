//! Web address of a person or a company.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};
use whose_model::category::{CategoryDefinition, Comparison};

/// `https://host/`, up to its host: what stands behind it may hold values of its own.
pub const IDENTIFIER: Identifier = Identifier {
    name: "web_address",
    category: CategoryDefinition {
        comparison: Comparison::Opaque,
        ..category("web-address", Group::Contact, false, ["web address", "웹 주소", "adresse web"])
    },
    reference: "RFC 3986, section 3: scheme, authority; listed among the identifiers of 45 CFR 164.514(b)(2)",
    evidence: "http, https or ftp and a host with a name; counts for a person behind a word such as homepage",
    finders: &[(Trigger::Key, find)],
    context: &["website", "homepage", "web site", "blog", "portfolio", "site web", "홈페이지", "블로그", "포트폴리오"],
    columns: &["website", "homepage", "url", "web", "홈페이지", "site web"],
    examples: &[
        ("my website is https://www.anneroy.example/photos", "www.anneroy.example"),
        ("블로그: http://honggildong.example.kr", "honggildong.example.kr"),
    ],
    counter_examples: &["see https://www.example.org/help", "website: http://10.0.0.1/login", "url://nowhere", "homepage http://"],
    ..Identifier::BASE
};

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let host = around.text[at..].strip_prefix("://")?;
    let before = &around.text[around.floor..at];
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| before.ends_with(scheme))?;
    let start = at - scheme.len();
    let length = host.bytes().take(253).take_while(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(byte)).count();
    let host = host[..length].trim_end_matches(['.', '-']);
    let (name, ending) = host.rsplit_once('.')?;
    let named = !name.is_empty() && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `https://user@host`: an address of mail or a login, read by others.
    if !named || around.text[at + 3 + length..].starts_with('@') {
        return None;
    }
    normal.push_str(&host.to_ascii_lowercase());
    Some(Hit { start, end: at + 3 + host.len(), verdict: Verdict::new(45, 85) })
}
