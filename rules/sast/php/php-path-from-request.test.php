<?php
// ruleid: php-path-from-request
readfile('/srv/files/' . $_GET['name']);
// ruleid: php-path-from-request
$text = file_get_contents($_GET['name']);
// ok: php-path-from-request
readfile('/srv/files/' . basename($_GET['name']));
// ok: php-path-from-request
file_put_contents('/srv/log', $_GET['name']);
// ok: php-path-from-request
readfile('/srv/files/index.html');
