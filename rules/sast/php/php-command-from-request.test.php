<?php
// ruleid: php-command-from-request
system('ping -c 1 ' . $_GET['host']);
// ruleid: php-command-from-request
$out = shell_exec("host {$_POST['host']}");
// ok: php-command-from-request
system('ping -c 1 ' . escapeshellarg($_GET['host']));
// ok: php-command-from-request
system('uptime');
// ok: php-command-from-request
// system($_GET['cmd']);
