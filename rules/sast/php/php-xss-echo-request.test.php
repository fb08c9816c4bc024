<?php
// ruleid: php-xss-echo-request
echo $_GET['name'];
// ruleid: php-xss-echo-request
echo '<b>' . $_POST['name'] . '</b>';
// ruleid: php-xss-echo-request
print "<form action='" . $_SERVER['PHP_SELF'] . "'>";
// ok: php-xss-echo-request
echo htmlspecialchars($_GET['name'], ENT_QUOTES);
// ok: php-xss-echo-request
echo '<b>' . intval($_GET['n']) . '</b>';
// ok: php-xss-echo-request
$name = $_GET['name'];
