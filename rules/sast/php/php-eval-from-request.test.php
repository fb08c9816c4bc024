<?php
// ruleid: php-eval-from-request
eval($_POST['code']);
// ruleid: php-eval-from-request
call_user_func($_GET['f'], 1);
// ruleid: php-eval-from-request
$_GET['f']('x');
// ok: php-eval-from-request
call_user_func('show', $_GET['id']);
// ok: php-eval-from-request
$data = json_decode($_POST['code']);
// ok: php-eval-from-request
// eval($_POST['code']);
