use super::{Source, run, same};

#[test]
fn recipients_in_french() {
    let out = run(&Source::rows(
        "no_suivi     | date_expedition | nom du destinataire | adresse                     | ville        | province | code postal | courriel            | téléphone
         CP0000000001 | 2018-05-01      | Amélie Tremblay     | 123, rue des Érables, app. 4 | Saint-Jérôme | QC       | J7Z 1A1     | amelie@exemple.ca   | 450 555-0123
         CP0000000002 | 2018-05-02      | GAGNON, LUC         | C.P. 402                     | Chicoutimi   | QC       | G7H 5B1     | ~                   | ~
         CP0000000003 | 2018-05-03      | Librairie du Plateau | 4, boul. Saint-Laurent      | Montréal     | QC       | H2X 1Y5     | ~                   | ~",
    ));
    same(
        &out.layout(),
        "no_suivi: record-number
         date_expedition: event-date
         nom du destinataire: person-name recipient
         adresse: street-address recipient
         ville: city recipient
         province: region recipient
         code postal: postcode recipient
         courriel: email recipient
         téléphone: phone recipient",
    );
    assert_eq!(out.detected.mentions, 2);
}

#[test]
fn nom_beside_prenom_is_the_family_name() {
    let out = run(&Source::rows(
        "nom      | prénom  | date_naissance | sexe
         Tremblay | Amélie  | 12/03/1980     | F
         Gagnon   | Luc     | 28/02/1975     | M",
    ));
    same(
        &out.mentions(),
        "1 unknown - - family-name=Tremblay; given-name=Amélie; birth-date=1980-03-12; sex=F
         2 unknown - - family-name=Gagnon; given-name=Luc; birth-date=1975-02-28; sex=M",
    );
}
