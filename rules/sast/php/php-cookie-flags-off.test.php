<?php
// ruleid: php-cookie-flags-off
ini_set('session.cookie_httponly', '0');
// ruleid: php-cookie-flags-off
setcookie('session', $id, ['secure' => false, 'httponly' => true]);
// ok: php-cookie-flags-off
ini_set('session.cookie_httponly', '1');
// ok: php-cookie-flags-off
setcookie('session', $id, ['secure' => true, 'httponly' => true]);
