use std::process::Command;

fn find(name: &str, file: &str) -> Result<(), Error> {
    // ruleid: rust-sql-format
    client.execute(&format!("DELETE FROM users WHERE name = '{}'", name), &[])?;
    // ok: rust-sql-format
    client.execute("DELETE FROM users WHERE name = $1", &[&name])?;
    // ruleid: rust-command-shell-built
    Command::new("sh").arg("-c").arg(format!("convert {}", file)).output()?;
    // ok: rust-command-shell-built
    Command::new("convert").arg(file).output()?;
    // ok: rust-command-shell-built
    Command::new("sh").arg("-c").arg("uptime").output()?;
    // ruleid: rust-tls-verify-off
    let c = reqwest::Client::builder().danger_accept_invalid_certs(true).build()?;
    // ok: rust-tls-verify-off
    let d = reqwest::Client::builder().danger_accept_invalid_certs(false).build()?;
    // ruleid: rust-tls-old-version
    let e = builder.min_tls_version(reqwest::tls::Version::TLS_1_0);
    // ok: rust-tls-old-version
    let f = builder.min_tls_version(reqwest::tls::Version::TLS_1_2);
    // ruleid: rust-hash-weak
    let g = md5::compute(file);
    // ok: rust-hash-weak
    let h = Sha256::digest(file);
    // ruleid: rust-cipher-weak
    let i = Cipher::des_ede3_cbc();
    // ok: rust-cipher-weak
    let j = Cipher::aes_256_gcm();
    // ruleid: rust-cipher-key-literal
    let k = EncodingKey::from_secret(b"a key in the source");
    // ok: rust-cipher-key-literal
    let l = EncodingKey::from_secret(key.as_bytes());
    // ruleid: rust-jwt-unchecked
    validation.insecure_disable_signature_validation();
    // ok: rust-jwt-unchecked
    validation.set_audience(&["shop"]);
    // ruleid: rust-random-for-secret
    let token = fastrand::u64(..);
    // ok: rust-random-for-secret
    let color = fastrand::u64(..);
    // ruleid: rust-password-hash-fast
    let stored = Sha256::digest(user.password.as_bytes());
    // ok: rust-password-hash-fast
    let digest = Sha256::digest(file);
    // ruleid: rust-secret-literal
    let m = http.get(url).bearer_auth("f00dcafe1234");
    // ok: rust-secret-literal
    let n = http.get(url).bearer_auth(token);
    // ruleid: rust-database-url-literal
    let o = PgPool::connect("postgres://shop:summer2019@db/shop");
    // ok: rust-database-url-literal
    let p = PgPool::connect(&url);
    // ruleid: rust-secret-logged
    info!("login with {}", password);
    // ok: rust-secret-logged
    info!("login of {}", name);
    // ruleid: rust-plain-http-call
    let q = reqwest::get("http://rates.internal.shop/today");
    // ok: rust-plain-http-call
    let r = reqwest::get("https://rates.internal.shop/today");
    // ruleid: rust-cors-any-origin-credentials
    let s = CorsLayer::very_permissive();
    // ok: rust-cors-any-origin-credentials
    let t = CorsLayer::new().allow_origin(origin);
    // ruleid: rust-cookie-flags-off
    let u = Cookie::build(("session", name)).path("/").http_only(false);
    // ok: rust-cookie-flags-off
    let v = Cookie::build(("session", name)).path("/").http_only(true);
    // ruleid: rust-file-world-writable
    let w = Permissions::from_mode(0o777);
    // ok: rust-file-world-writable
    let x = Permissions::from_mode(0o640);
    // ruleid: rust-temp-file-predictable
    let y = std::env::temp_dir().join("report.csv");
    // ok: rust-temp-file-predictable
    let z = tempfile::NamedTempFile::new();
    Ok(())
}

fn unpack(archive: &mut ZipArchive<File>, dir: &Path) -> Result<(), Error> {
    let file = archive.by_index(0)?;
    // ruleid: rust-zip-slip
    let to = dir.join(file.name());
    // ok: rust-zip-slip
    let fine = dir.join(file.enclosed_name().unwrap());
    Ok(())
}

unsafe fn memory(x: &u32, bytes: &[u8]) {
    // ruleid: rust-uninitialized-memory
    let a: u32 = std::mem::uninitialized();
    // ok: rust-uninitialized-memory
    let b: MaybeUninit<u32> = MaybeUninit::uninit();
    // ruleid: rust-transmute-misuse
    let c = std::mem::transmute::<u8, bool>(2);
    // ok: rust-transmute-misuse
    let d = std::mem::transmute::<fn(), usize>(f);
    // ruleid: rust-reference-made-mutable
    let e = &mut *(x as *const u32 as *mut u32);
    // ok: rust-reference-made-mutable
    let f = &*(x as *const u32);
    // ruleid: rust-str-unchecked
    let g = std::str::from_utf8_unchecked(bytes);
    // ok: rust-str-unchecked
    let h = std::str::from_utf8(bytes);
    // ruleid: rust-freed-pointer-kept
    let p = CString::new("text").unwrap().as_ptr();
    // ok: rust-freed-pointer-kept
    let text = CString::new("text").unwrap();
}

fn locks(m: &Mutex<u32>, a: u32, b: u32) {
    // ruleid: rust-lock-dropped-at-once
    let _ = m.lock().unwrap();
    // ok: rust-lock-dropped-at-once
    let _guard = m.lock().unwrap();
    // ruleid: rust-mem-forget
    std::mem::forget(m);
    // ok: rust-mem-forget
    drop(m);
    // ruleid: rust-same-operands
    let same = a == a;
    // ok: rust-same-operands
    let other = a == b;
}

async fn wait() {
    // ruleid: rust-blocking-in-async
    std::thread::sleep(second);
    // ok: rust-blocking-in-async
    tokio::time::sleep(second).await;
}
