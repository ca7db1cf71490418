use crate::bench::Bench;
use crate::server::GatewayServer;

const DRIVERS: &str = "성명,휴대전화,차량번호\n홍길동,010-1234-5678,12가3456\n김민수,010-2345-6789,34나5678\n박**,010-****-9999,56다7890\n";

fn bench(port: u16) -> Bench {
    let bench = Bench::of(&[("drivers.csv", DRIVERS)]);
    set_up(&bench, port, "");
    bench
}

/// More lines of `[text]`.
fn set_up(bench: &Bench, port: u16, more: &str) {
    bench.set_up(
        1,
        &format!(
            "[text]\nurl = \"http://127.0.0.1:{port}\"\nfrom = \"029302266\"\nper_second = 500.0\nwait_seconds = 5.0\n\
             key = {{ variable = \"TEST_KEY\" }}\nsecret = {{ variable = \"TEST_SECRET\" }}\n{more}"
        ),
    );
}

fn taken(body: &str) -> String {
    let parts = body.matches("\"text\":").count();
    format!(
        "{{\"count\":{{\"total\":{parts},\"registeredSuccess\":{parts},\"registeredFailed\":0}},\"groupId\":\"G1\"}}"
    )
}

#[test]
fn text_messages_go_to_the_gateway_signed_and_once() {
    let server = GatewayServer::start("200 OK", taken);
    let bench = bench(server.port);
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    bench.tell(&["send", "--send"], 0, &["0 handed over"]);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    let (head, body) = requests.iter().find(|(_, body)| body.contains("홍길동")).unwrap();
    assert!(head.starts_with("POST /messages/v4/send-many HTTP/1.1"), "{head}");
    assert!(head.contains("HMAC-SHA256 apiKey=KEY, date=20") && !head.contains("S3CRET"), "{head}");
    let json: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(json["messages"][0]["to"], "01012345678");
    assert!(json["messages"][0]["text"].as_str().unwrap().contains("as <written> by us"));
    assert!(!bench.ledger().contains("1234"), "no number in the ledger");
    let status = bench.status();
    let reasons: Vec<&String> = status["tally"]["unreachable"].as_object().unwrap().keys().collect();
    assert!(reasons[0].contains("text partly hidden"), "{reasons:?}");
}

#[test]
fn a_gateway_that_refuses_closes_the_number_and_one_that_is_in_doubt_leaves_unknown() {
    let refusing =
        GatewayServer::start("400 Bad Request", |_| "{\"errorCode\":\"ValidationError\"}".to_string());
    let one = bench(refusing.port);
    one.tell(&["send", "--send"], 3, &["2 refused"]);
    assert_eq!((one.count("told"), one.count("unreachable")), (0, 3));

    let failing = GatewayServer::start("500 Oops", |_| "<html>".to_string());
    let other = bench(failing.port);
    other.tell(&["send", "--send"], 3, &["2 without an answer"]);
    other.tell(&["send", "--send"], 0, &["0 handed over"]);
    assert_eq!((other.count("unknown"), failing.requests().len()), (2, 2));

    let locked =
        GatewayServer::start("401 Unauthorized", |_| "{\"errorCode\":\"SignatureDoesNotMatch\"}".to_string());
    let third = bench(locked.port);
    third.tell(&["send", "--send"], 1, &["does not take the key: 401 SignatureDoesNotMatch"]);
    assert_eq!(third.count("text"), 2);
}

#[test]
fn kakao_goes_first_where_a_template_is_approved_and_a_text_message_takes_its_place() {
    let server = GatewayServer::start("200 OK", |_| {
        "{\"count\":{\"total\":1,\"registeredSuccess\":1,\"registeredFailed\":0}}".to_string()
    });
    let bench = bench(server.port);
    let kakao = "kakao.channel = \"KA01PF1\"\nkakao.templates = { first = \"KA01TP1\" }\n";
    set_up(&bench, server.port, &format!("{kakao}kakao.variables = {{ \"이름\" = \"nmae\" }}"));
    bench.tell(&["plan"], 1, &["tell.toml cannot be read", "there is no nmae"]);
    let variables = "kakao.variables = { \"이름\" = \"name\", \"#{항목}\" = \"items\" }";
    set_up(&bench, server.port, &format!("{kakao}{variables}"));
    bench.tell(&["send", "--send"], 0, &["2 handed over"]);
    let requests = server.requests();
    let (_, body) = requests.iter().find(|(_, body)| body.contains("홍길동")).unwrap();
    let json: serde_json::Value = serde_json::from_str(body).unwrap();
    let message = &json["messages"][0];
    assert_eq!((&message["type"], &message["to"]), (&"ATA".into(), &"01012345678".into()));
    let options = &message["kakaoOptions"];
    assert_eq!(
        (&options["pfId"], &options["templateId"], &options["disableSms"]),
        (&"KA01PF1".into(), &"KA01TP1".into(), &false.into())
    );
    assert_eq!(options["variables"]["#{이름}"], "홍길동");
    assert!(options["variables"]["#{항목}"].as_str().unwrap().contains("차량번호"), "{body}");
    assert!(message["text"].is_null(), "the words are the template's");
    assert!(bench.ledger().contains("200 KakaoTalk") && !bench.ledger().contains("홍길동"));
}
