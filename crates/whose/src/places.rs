//! Where each source stands, from what was noted while reading.
//!
//! A copy of a container is not opened again, so the places of its members follow from those of the first: the notes
//! give a graph *container, name inside, member*, and places are what can be reached from the files handed in.

use std::collections::{BTreeMap, BTreeSet};

use whose_model::{Place, SourceId};

/// A source was met at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// The source.
    pub source: SourceId,
    /// Where.
    pub place: Place,
    /// In which container.
    pub container: Option<SourceId>,
}

/// All places of all sources that can be reached.
///
/// `handed_in` are the notes of this run about files (not members); `notes` are all notes known, of earlier runs too.
#[must_use]
pub fn reachable(handed_in: &[Note], notes: &[Note]) -> BTreeMap<SourceId, BTreeSet<Place>> {
    let members = members_of(notes);
    let mut places: BTreeMap<SourceId, BTreeSet<Place>> = BTreeMap::new();
    let mut waiting: Vec<(SourceId, Place)> =
        handed_in.iter().map(|note| (note.source, note.place.clone())).collect();
    while let Some((source, place)) = waiting.pop() {
        if !places.entry(source).or_default().insert(place.clone()) {
            continue;
        }
        for (name, member) in members.get(&source).into_iter().flatten() {
            waiting.push((*member, place.member(name)));
        }
    }
    places
}

fn members_of(notes: &[Note]) -> BTreeMap<SourceId, BTreeSet<(String, SourceId)>> {
    let mut at: BTreeMap<SourceId, BTreeSet<&str>> = BTreeMap::new();
    for note in notes {
        at.entry(note.source).or_default().insert(&note.place.0);
    }
    let mut members: BTreeMap<SourceId, BTreeSet<(String, SourceId)>> = BTreeMap::new();
    for note in notes {
        let Some(container) = note.container else { continue };
        if let Some(name) = name_inside(&note.place.0, at.get(&container)) {
            members.entry(container).or_default().insert((name.to_string(), note.source));
        }
    }
    members
}

/// The part of a member's place after that of its container.
fn name_inside<'a>(place: &'a str, containers: Option<&BTreeSet<&str>>) -> Option<&'a str> {
    place
        .match_indices(Place::INSIDE)
        .map(|(at, separator)| (&place[..at], &place[at + separator.len()..]))
        .find(|(outer, _)| containers.is_some_and(|places| places.contains(outer)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(source: u64, place: &str, container: Option<u64>) -> Note {
        Note { source: SourceId(source), place: Place(place.to_string()), container: container.map(SourceId) }
    }

    fn shown(places: &BTreeMap<SourceId, BTreeSet<Place>>) -> Vec<String> {
        places
            .iter()
            .map(|(id, at)| {
                format!("{}: {}", id.0, at.iter().map(|p| p.0.as_str()).collect::<Vec<_>>().join(" "))
            })
            .collect()
    }

    #[test]
    fn members_of_a_copied_container_stand_in_both() {
        let notes = [
            note(1, "a.zip", None),
            note(2, "a.zip!/x.zip", Some(1)),
            note(3, "a.zip!/x.zip!/y", Some(2)),
            note(1, "b.zip", None),
        ];
        let handed_in = [notes[0].clone(), notes[3].clone()];
        assert_eq!(
            shown(&reachable(&handed_in, &notes)),
            ["1: a.zip b.zip", "2: a.zip!/x.zip b.zip!/x.zip", "3: a.zip!/x.zip!/y b.zip!/x.zip!/y"]
        );
    }

    #[test]
    fn what_is_no_longer_handed_in_is_not_reached() {
        let earlier = [note(1, "a.zip", None), note(2, "a.zip!/x", Some(1))];
        assert_eq!(shown(&reachable(&[note(9, "c", None)], &earlier)), ["9: c"]);
    }

    #[test]
    fn a_container_that_moved_takes_its_members_along() {
        let notes = [note(1, "a.zip", None), note(2, "a.zip!/x", Some(1)), note(1, "new/a.zip", None)];
        assert_eq!(shown(&reachable(&notes[2..], &notes)), ["1: new/a.zip", "2: new/a.zip!/x"]);
    }
}
