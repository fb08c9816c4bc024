<?php
// ruleid: php-unserialize-from-request
$a = unserialize($_COOKIE['prefs']);
// ruleid: php-unserialize-from-request
$b = unserialize(base64_decode($_POST['data']));
// ok: php-unserialize-from-request
$c = unserialize($_COOKIE['prefs'], ['allowed_classes' => false]);
// ok: php-unserialize-from-request
$d = json_decode($_COOKIE['prefs']);
