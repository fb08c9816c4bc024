<?php
namespace App;

use MongoDB\Client;

$id = $_GET['id'];
// ruleid: php-sql-from-request
mysqli_query($link, "SELECT * FROM users WHERE id = '$id'");
// ruleid: php-sql-from-request
$pdo->query("SELECT * FROM users WHERE id = " . $_POST['id']);
// ok: php-sql-from-request
$pdo->query("SELECT * FROM users WHERE id = " . (int)$_POST['id']);
$safe = mysqli_real_escape_string($link, $id);
// ok: php-sql-from-request
mysqli_query($link, "SELECT * FROM users WHERE id = '$safe'");
// ok: php-sql-from-request
$statement = $pdo->prepare('SELECT * FROM users WHERE id = ?');
// ok: php-sql-from-request
$statement->execute([$id]);
// ruleid: php-sql-from-request
DB::select("SELECT * FROM users WHERE name = '" . $request->input('name') . "'");
// ok: php-sql-from-request
DB::select('SELECT * FROM users WHERE name = ?', [$request->input('name')]);
// ruleid: php-sql-from-request
User::query()->orderByRaw($request->query('sort'));

function report($wpdb)
{
    $user = $_GET['user'];
    // ruleid: php-sql-from-request
    $wpdb->get_results("SELECT * FROM {$wpdb->posts} WHERE author = $user");
    // ok: php-sql-from-request
    $wpdb->get_results($wpdb->prepare("SELECT * FROM {$wpdb->posts} WHERE author = %d", $user));
}

// ruleid: php-command-from-request
shell_exec('ping -c 4 ' . $_REQUEST['ip']);
// ruleid: php-command-from-request
$out = `nslookup {$_GET['host']}`;
// ok: php-command-from-request
shell_exec('ping -c 4 ' . escapeshellarg($_REQUEST['ip']));
// ok: php-command-from-request
exec('uptime', $lines);

// ruleid: php-code-from-request
eval('$x = ' . $_GET['expression'] . ';');
$action = $_GET['action'];
// ruleid: php-function-from-request
$action();
// ruleid: php-function-from-request
$report = new $_GET['type']();
// ok: php-function-from-request
$handlers[$action]();
// ruleid: php-code-from-request
call_user_func($_POST['callback'], 1);
// ok: php-code-from-request
call_user_func('strtoupper', $_POST['text']);
// ok: php-code-from-request
$handlers[$action]();

$page = $_GET['page'];
// ruleid: php-include-from-request
include("pages/$page.php");
// ruleid: php-include-from-request
require_once $_GET['lang'] . '.php';
// ok: php-include-from-request
include('pages/' . basename($page) . '.php');
// ok: php-include-from-request
include $pages[$known];

// ruleid: php-path-from-request
readfile('/srv/files/' . $_GET['file']);
// ruleid: php-path-from-request
unlink("uploads/{$_POST['name']}");
// ok: php-path-from-request
readfile('/srv/files/' . basename($_GET['file']));
// ok: php-path-from-request
$body = file_get_contents('php://input');

$curl = curl_init();
// ruleid: php-ssrf-from-request
curl_setopt($curl, CURLOPT_URL, $_GET['url']);
// ok: php-ssrf-from-request
curl_setopt($curl, CURLOPT_URL, 'https://example.org/search?q=' . urlencode($_GET['q']));

// ruleid: php-open-redirect-request
header('Location: ' . $_GET['next']);
// ruleid: php-open-redirect-request
header("location: {$_GET['next']}");
// ok: php-open-redirect-request
header('Location: /profile?id=' . $_GET['id']);
// ok: php-open-redirect-request
header('X-Name: ' . $_GET['name']);
function away(Request $request)
{
    // ruleid: php-open-redirect-request
    return redirect($request->input('next'));
}

// ruleid: php-xss-from-request
echo '<p>Hello ' . $_GET['name'] . '</p>';
// ruleid: php-xss-from-request
print("Hello $_GET[name]");
// ok: php-xss-from-request
echo '<p>Hello ' . htmlspecialchars($_GET['name'], ENT_QUOTES) . '</p>';
// ok: php-xss-from-request
echo isset($_GET['name']) ? 'yes' : 'no';
?>
<!-- ruleid: php-xss-from-request -->
<p><?= $_POST['comment'] ?></p>
<!-- ok: php-xss-from-request -->
<p><?= htmlspecialchars($_POST['comment']) ?></p>
<?php
// ruleid: php-unserialize-from-request
$cart = unserialize(base64_decode($_COOKIE['cart']));
// ok: php-unserialize-from-request
$cart = unserialize($_COOKIE['cart'], ['allowed_classes' => false]);
// ok: php-unserialize-from-request
$cart = json_decode($_COOKIE['cart']);

// ruleid: php-header-from-request
mail('a@example.org', 'Hello', $_POST['text'], 'From: ' . $_POST['from']);
// ok: php-header-from-request
mail('a@example.org', 'Hello', $_POST['text'], 'From: b@example.org');

// ruleid: php-log-from-request
error_log('login failed: ' . $_POST['user']);
// ok: php-log-from-request
error_log('login failed: ' . json_encode($_POST['user']));

// ruleid: php-ldap-from-request
ldap_search($ldap, 'dc=example', '(uid=' . $_POST['user'] . ')');
// ok: php-ldap-from-request
ldap_search($ldap, 'dc=example', '(uid=' . ldap_escape($_POST['user'], '', LDAP_ESCAPE_FILTER) . ')');

$xpath = new DOMXPath($document);
// ruleid: php-xpath-from-request
$xpath->query("//user[name='" . $_GET['name'] . "']");
// ok: php-xpath-from-request
$xpath->query('//user[@id=' . (int)$_GET['id'] . ']');

// ruleid: php-nosql-from-request
$collection->findOne(['name' => $_POST['name'], 'password' => $_POST['password']]);
// ok: php-nosql-from-request
$collection->findOne(['name' => (string)$_POST['name']]);

// ruleid: php-extract-request
extract($_POST);
// ok: php-extract-request
extract($_POST, EXTR_SKIP);
// ok: php-extract-request
extract($row);

// ruleid: php-upload-name-kept
move_uploaded_file($_FILES['file']['tmp_name'], 'uploads/' . basename($_FILES['file']['name']));
// ok: php-upload-name-kept
move_uploaded_file($_FILES['file']['tmp_name'], '/srv/uploads/' . bin2hex(random_bytes(16)));

function store(Request $request)
{
    // ruleid: php-mass-assignment-all
    User::create($request->all());
    // ok: php-mass-assignment-all
    User::create($request->only(['name', 'email']));
}

function hello()
{
    // ruleid: php-html-built-from-request
    $html = '<pre>Hello ' . $_GET['name'] . '</pre>';
    // ruleid: php-html-built-from-request
    $more = "<b>{$_GET['name']}</b>";
    // ok: php-html-built-from-request
    $some = '<pre>Hello ' . htmlspecialchars($_GET['name']) . '</pre>';
    return $html . $more . $some;
}

function filtered(Request $request)
{
    // ruleid: php-sql-from-request
    return DB::table('users')->whereRaw("name = '{$request->name}'")->get();
}

function bound(Request $request)
{
    // ok: php-sql-from-request
    return DB::table('users')->whereRaw('name = ?', [$request->name])->get();
}
