//! The pages over HTTP. Every answer to what someone entered is given at the same time after it came, has the same status, and
//! the same bytes but for the ticket; no line of a log holds what was entered or who entered it.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form, FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::sync::{Semaphore, mpsc};
use whose_tell::Language;
use whose_tell::lookup::{LookupPage, LookupView, lookup_html};

use super::contact::Contact;
use super::desk::{Answer, Asked, Desk};
use super::index::Index;
use super::sender::{CodeMessage, CodeSender};

/// What is entered is short.
const LONGEST_BODY: usize = 4_096;
/// Messages that are sent at a time: one that takes long holds up few.
const AT_ONCE: usize = 8;
/// Messages that wait to be sent; more are not taken.
const WAITING: usize = 10_000;

/// How it is served.
#[derive(Debug, Clone, Copy)]
pub struct Serving {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Is there a proxy before it, which says who asks in the last entry of `X-Forwarded-For`?
    pub behind_proxy: bool,
    /// When every answer is given, from the moment the question came. Longer than any work that it takes.
    pub schedule: Duration,
}

/// What the pages are made from.
pub struct App {
    index: Index,
    desk: Desk,
    outgoing: mpsc::Sender<CodeMessage>,
    serving: Serving,
    log: Box<dyn Fn(&str) + Send + Sync>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "App({:?}, {:?})", self.index, self.desk)
    }
}

impl App {
    /// Joins index, desk and sender; codes are sent apart from the pages. `log` takes lines for whoever runs
    /// it. To be called within a Tokio runtime.
    pub fn new(
        index: Index,
        desk: Desk,
        sender: impl CodeSender,
        serving: Serving,
        log: impl Fn(&str) + Send + Sync + Clone + 'static,
    ) -> Arc<Self> {
        let (outgoing, mut waiting) = mpsc::channel::<CodeMessage>(WAITING);
        let sender = Arc::new(sender);
        let told = log.clone();
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        tokio::spawn(async move {
            while let Some(message) = waiting.recv().await {
                let Ok(turn) = Arc::clone(&turns).acquire_owned().await else { return };
                let (sender, told) = (Arc::clone(&sender), told.clone());
                tokio::spawn(async move {
                    match tokio::task::spawn_blocking(move || sender.send(&message)).await {
                        Ok(Ok(())) => {}
                        Ok(Err(error)) => told(&format!("a code was not handed over: {error:#}")),
                        Err(_) => told("a code was not handed over: the sender stopped"),
                    }
                    drop(turn);
                });
            }
        });
        Arc::new(Self { index, desk, outgoing, serving, log: Box::new(log) })
    }

    /// The desk.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    fn page(&self, view: LookupView<'_>, language: Language) -> Response {
        let company = self.index.company(language);
        let page = LookupPage {
            view,
            language,
            company: &company,
            categories: self.index.categories(),
            minutes: self.desk.minutes(),
        };
        match lookup_html(&page) {
            Ok(html) => {
                let status = match view {
                    LookupView::Wait => StatusCode::TOO_MANY_REQUESTS,
                    _ => StatusCode::OK,
                };
                (status, headers(), html).into_response()
            }
            Err(error) => self.failed(&error.into()),
        }
    }

    fn failed(&self, error: &anyhow::Error) -> Response {
        (self.log)(&format!("a page could not be made: {error:#}"));
        (StatusCode::INTERNAL_SERVER_ERROR, headers(), "").into_response()
    }
}

/// Nothing is kept, nothing is asked from elsewhere, no script runs, no frame shows it.
fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
}

/// Who asks.
struct Asker(IpAddr);

impl FromRequestParts<Arc<App>> for Asker {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, StatusCode> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let told = || -> Option<IpAddr> {
            let all = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            all.rsplit(',').next()?.trim().parse().ok()
        };
        let from = if app.serving.behind_proxy { told().or(peer) } else { peer };
        from.map(Self).ok_or(StatusCode::BAD_REQUEST)
    }
}

#[derive(Deserialize)]
struct Chosen {
    l: Option<String>,
}

#[derive(Deserialize)]
struct Entered {
    l: Option<String>,
    #[serde(default)]
    contact: String,
}

#[derive(Deserialize)]
struct Code {
    l: Option<String>,
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    code: String,
}

/// The language chosen, else the first of the browser's that there is.
fn language(chosen: Option<&str>, headers: &HeaderMap) -> Language {
    let accepted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepted = accepted.split(',').filter_map(|one| one.trim().get(..2));
    chosen.into_iter().chain(accepted).find_map(Language::from_code).unwrap_or_default()
}

/// The pages.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(begin).post(ask))
        .route("/code", post(code).get(begin))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .with_state(app)
}

async fn begin(State(app): State<Arc<App>>, Query(chosen): Query<Chosen>, headers: HeaderMap) -> Response {
    app.page(LookupView::Ask { mistaken: false }, language(chosen.l.as_deref(), &headers))
}

async fn ask(
    State(app): State<Arc<App>>,
    Asker(from): Asker,
    headers: HeaderMap,
    Form(entered): Form<Entered>,
) -> Response {
    let came = Instant::now();
    let language = language(entered.l.as_deref(), &headers);
    let answer = match Contact::read(&entered.contact) {
        None => app.page(LookupView::Ask { mistaken: true }, language),
        Some(contact) => match app.desk.ask(from, contact, language, came) {
            Ok(Asked::Ticket { ticket, message }) => {
                if let Some(message) = message
                    && app.outgoing.try_send(message).is_err()
                {
                    (app.log)("a code was not handed over: too many wait");
                }
                app.page(LookupView::Code { ticket: &ticket, left: None }, language)
            }
            Ok(Asked::Wait) => app.page(LookupView::Wait, language),
            Err(error) => app.failed(&error),
        },
    };
    on_schedule(&app, came, answer).await
}

async fn code(
    State(app): State<Arc<App>>,
    Asker(from): Asker,
    headers: HeaderMap,
    Form(entered): Form<Code>,
) -> Response {
    let came = Instant::now();
    let language = language(entered.l.as_deref(), &headers);
    let answer = match app.desk.answer(from, &entered.ticket, &entered.code, came) {
        Answer::Right(contact) => found(&app, contact, language).await,
        Answer::Wrong(left) => {
            app.page(LookupView::Code { ticket: &entered.ticket, left: Some(left) }, language)
        }
        Answer::Locked => app.page(LookupView::Locked, language),
        Answer::Wait => app.page(LookupView::Wait, language),
    };
    on_schedule(&app, came, answer).await
}

/// Only here is the index looked into.
async fn found(app: &Arc<App>, contact: Contact, language: Language) -> Response {
    let looking = Arc::clone(app);
    match tokio::task::spawn_blocking(move || looking.index.look(&contact)).await {
        Ok(Ok((certain, possible))) => {
            let view = LookupView::Found { certain: certain.as_ref(), possible: possible.as_ref() };
            app.page(view, language)
        }
        Ok(Err(error)) => app.failed(&error),
        Err(_) => app.failed(&anyhow::anyhow!("looking stopped")),
    }
}

async fn on_schedule(app: &App, came: Instant, answer: Response) -> Response {
    tokio::time::sleep_until((came + app.serving.schedule).into()).await;
    answer
}

/// Serves the pages until the process is asked to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(app: Arc<App>, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let listen = app.serving.listen;
    let listener =
        tokio::net::TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    ready(listener.local_addr()?);
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            let (interrupted, ended) = (std::pin::pin!(interrupted), std::pin::pin!(ended.recv()));
            first(interrupted, ended).await;
            return;
        }
    }
    let _ = interrupted.await;
}

/// Waits for the first of two.
#[cfg(unix)]
async fn first<A: Future + Unpin, B: Future + Unpin>(mut one: A, mut other: B) {
    std::future::poll_fn(|context| {
        let one = std::pin::Pin::new(&mut one).poll(context).is_ready();
        let other = std::pin::Pin::new(&mut other).poll(context).is_ready();
        if one || other { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}
