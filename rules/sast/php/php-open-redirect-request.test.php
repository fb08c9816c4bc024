<?php
// ruleid: php-open-redirect-request
header('Location: ' . $_GET['next']);
// ruleid: php-open-redirect-request
header("Location: {$_GET['next']}");
// ok: php-open-redirect-request
header('Location: /home?q=' . urlencode($_GET['q']));
// ok: php-open-redirect-request
header('Location: /login');
