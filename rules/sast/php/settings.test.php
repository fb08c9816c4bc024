<?php
namespace App;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;
use GuzzleHttp\Client;

function find($db, $name, $link)
{
    // ruleid: php-sql-built
    $db->query("SELECT * FROM users WHERE name = '$name'");
    // ruleid: php-sql-built
    $sql = "SELECT * FROM users WHERE name = '" . $name . "'";
    // ok: php-sql-built
    $db->query("SELECT * FROM users WHERE id = " . (int)$name);
    // ok: php-sql-built
    mysqli_query($link, "SELECT * FROM users");
    return $db->query($sql);
}

function ping($host)
{
    // ruleid: php-command-built
    exec("ping -c 1 $host");
    // ok: php-command-built
    exec('ping -c 1 ' . escapeshellarg($host));
}

// ruleid: php-eval-dynamic
eval($code);
// ruleid: php-eval-dynamic
preg_replace('/(.*)/e', $code, $text);
// ok: php-eval-dynamic
eval('return 1;');
// ok: php-eval-dynamic
preg_replace('/e/', $code, $text);
// ruleid: php-packed-code-run, php-eval-dynamic
eval(base64_decode('ZWNobyAxOw=='));
// ok: php-packed-code-run
$image = base64_decode($data);

// ruleid: php-unserialize-variable
$state = unserialize($row);
// ok: php-unserialize-variable
$state = unserialize($row, ['allowed_classes' => false]);
// ruleid: php-file-read-then-unserialized, php-unserialize-variable
$list = unserialize(file_get_contents('http://updates.example.org/list'));
// ok: php-file-read-then-unserialized
$list = json_decode(file_get_contents('https://updates.example.org/list'));

// ruleid: php-curl-no-tls-verify
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
// ruleid: php-curl-no-tls-verify
$client = new Client(['timeout' => 2, 'verify' => false]);
// ruleid: php-curl-no-tls-verify
$context = stream_context_create(['ssl' => ['verify_peer' => false]]);
// ok: php-curl-no-tls-verify
curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);

// ruleid: php-cookie-flags-off
setcookie('session', $value, ['httponly' => false]);
// ruleid: php-cookie-flags-off
ini_set('session.cookie_secure', '0');
// ok: php-cookie-flags-off
setcookie('session', $value, ['httponly' => true, 'secure' => true]);

// ruleid: php-session-id-from-request
session_id($_GET['sid']);
// ok: php-session-id-from-request
session_regenerate_id(true);
// ruleid: php-session-settings-weak
ini_set('session.use_only_cookies', 0);
// ok: php-session-settings-weak
ini_set('session.use_strict_mode', 1);

// ruleid: php-hash-weak
$signature = hash('md5', $body);
// ruleid: php-hash-weak
$csrf_token = md5($name);
// ok: php-hash-weak
$signature = hash_hmac('sha256', $body, $key);
// ok: php-hash-weak
$etag = md5($body);

$pass = $_POST['password'];
// ruleid: php-hash-password-fast
$stored = md5($pass);
// ruleid: php-hash-password-fast
$stored = hash('sha256', $salt . $password);
// ok: php-hash-password-fast
$stored = password_hash($pass, PASSWORD_DEFAULT);

// ruleid: php-hash-compared-loosely
if (md5($data) == $given) { run(); }
// ruleid: php-hash-compared-loosely
if ($given === hash_hmac('sha256', $data, $key)) { run(); }
// ok: php-hash-compared-loosely
if (hash_equals(hash_hmac('sha256', $data, $key), $given)) { run(); }

// ruleid: php-cipher-weak
openssl_encrypt($data, 'aes-128-ecb', $key);
// ok: php-cipher-weak
openssl_encrypt($data, 'aes-256-gcm', $key, 0, $nonce, $tag);
// ruleid: php-cipher-key-literal
openssl_encrypt($data, 'aes-256-gcm', 'a-key-in-the-source-of-32-bytes!', 0, $nonce, $tag);
// ok: php-cipher-key-literal
openssl_encrypt($data, 'aes-256-gcm', getenv('KEY'), 0, $nonce, $tag);
// ruleid: php-jwt-unchecked
$claims = json_decode(base64_decode(explode('.', $token)[1]), true);
// ok: php-jwt-unchecked
$claims = JWT::decode($token, new Key($key, 'HS256'));

// ruleid: php-random-for-secret, php-hash-weak
$token = md5(uniqid(rand(), true));
// ruleid: php-random-for-secret
$_SESSION['reset_code'] = mt_rand(100000, 999999);
// ok: php-random-for-secret
$token = bin2hex(random_bytes(16));
// ok: php-random-for-secret
$color = mt_rand(0, 255);

// ruleid: php-xml-external-entities
$document->loadXML($data, LIBXML_NOENT | LIBXML_DTDLOAD);
// ruleid: php-xml-external-entities
libxml_disable_entity_loader(false);
// ok: php-xml-external-entities
$document->loadXML($data, LIBXML_NONET);

// ruleid: php-debug-output-exposed
phpinfo();
// ok: php-debug-output-exposed
ini_set('display_errors', '0');

try {
    work();
} catch (\Exception $e) {
    // ruleid: php-error-details-shown
    die('failed: ' . $e->getMessage());
}
try {
    work();
} catch (\Exception $e) {
    // ok: php-error-details-shown
    error_log($e->getMessage());
}
function query($link, $sql)
{
    // ruleid: php-sql-error-shown
    $all = mysqli_query($link, $sql) or die('failed: ' . mysqli_error($link));
    // ok: php-sql-error-shown
    error_log(mysqli_error($link));
    return $all;
}

// ruleid: php-cors-any-origin-credentials
header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
// ok: php-cors-any-origin-credentials
header('Access-Control-Allow-Origin: https://example.org');

// ruleid: php-database-password-literal
$db = new \mysqli('localhost', 'shop', 'summer2019', 'shop');
// ok: php-database-password-literal
$db = new \mysqli('localhost', 'shop', getenv('DB_PASSWORD'), 'shop');
// ok: php-database-password-literal
$db = new \mysqli('localhost', 'root', '', 'shop');

// ruleid: php-file-world-writable
chmod($file, 0777);
// ok: php-file-world-writable
chmod($file, 0640);

// ruleid: php-redirect-without-exit
if (!isset($_SESSION['user'])) {
    header('Location: login.php');
}
// ok: php-redirect-without-exit
if (!isset($_SESSION['user'])) {
    header('Location: login.php');
    exit;
}

// ruleid: php-plain-http-call
$rates = file_get_contents('http://rates.internal.shop/today');
// ok: php-plain-http-call
$rates = file_get_contents('https://rates.internal.shop/today');
// ruleid: php-ftp-telnet
$ftp = ftp_connect('files.example.org');
// ok: php-ftp-telnet
$ftp = ftp_ssl_connect('files.example.org');

// ruleid: php-weak-tls-version
curl_setopt($curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0);
// ok: php-weak-tls-version
curl_setopt($curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);

// ruleid: php-password-cost-low
password_hash($p, PASSWORD_BCRYPT, ['cost' => 6]);
// ok: php-password-cost-low
password_hash($p, PASSWORD_BCRYPT, ['cost' => 12]);

add_action('wp_ajax_save', 'save_settings');
add_action('wp_ajax_keep', 'keep_settings');
// ruleid: php-wordpress-nonce-missing
function save_settings()
{
    update_option('shop', $_POST['shop']);
}
// ok: php-wordpress-nonce-missing
function keep_settings()
{
    check_ajax_referer('keep');
    update_option('shop', $_POST['shop']);
}
?>
<!-- ruleid: php-laravel-raw-echo -->
<p>{!! $comment !!}</p>
<!-- ok: php-laravel-raw-echo -->
<p>{{ $comment }}</p>
