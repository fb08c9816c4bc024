use actix_web::{web, HttpRequest, HttpResponse};
use std::process::Command;

async fn user(Path(name): Path<String>, pool: State<Pool>) -> impl IntoResponse {
    // ruleid: rust-sql-from-request
    sqlx::query(&format!("SELECT * FROM users WHERE name = '{}'", name)).fetch_one(&pool).await;
    // ok: rust-sql-from-request
    sqlx::query("SELECT * FROM users WHERE name = $1").bind(name).fetch_one(&pool).await
}

async fn by_id(Path(id): Path<i64>) -> impl IntoResponse {
    // ok: rust-sql-from-request
    sqlx::query(&format!("SELECT * FROM users WHERE id = {}", id)).fetch_one(&pool).await
}

async fn ping(query: web::Query<Ping>) -> HttpResponse {
    // ruleid: rust-command-from-request
    Command::new("sh").arg("-c").arg(format!("ping -c 1 {}", query.host)).output();
    // ok: rust-command-from-request
    Command::new("ping").arg("-c").arg("1").output();
    // ruleid: rust-path-from-request
    let text = std::fs::read_to_string(format!("/srv/files/{}", query.file));
    // ok: rust-path-from-request
    let fine = std::fs::read_to_string("/srv/files/list");
    // ruleid: rust-ssrf-from-request
    let body = reqwest::get(&query.url).await;
    // ok: rust-ssrf-from-request
    let found = reqwest::get("https://example.org/feed").await;
    // ruleid: rust-log-from-request
    info!("ping of {}", query.host);
    // ok: rust-log-from-request
    info!("ping of {:?}", query.host);
    // ruleid: rust-xss-from-request
    HttpResponse::Ok().content_type("text/html").body(format!("<p>Hello {}</p>", query.host));
    // ok: rust-xss-from-request
    HttpResponse::Ok().content_type("text/html").body(format!("<p>Hello {}</p>", encode_text(&query.host)))
}

async fn away(Query(q): Query<Next>) -> Redirect {
    // ruleid: rust-open-redirect-request
    Redirect::to(&q.next)
}

async fn home(Query(q): Query<Next>) -> Redirect {
    // ok: rust-open-redirect-request
    Redirect::to("/home")
}

async fn header(req: HttpRequest) -> HttpResponse {
    // ruleid: rust-request-unwrap
    let kind = req.headers().get("X-Kind").unwrap();
    // ok: rust-request-unwrap
    let other = req.headers().get("X-Other");
    HttpResponse::Ok().finish()
}
