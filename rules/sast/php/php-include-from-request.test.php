<?php
// ruleid: php-include-from-request
include 'pages/' . $_GET['page'] . '.php';
// ruleid: php-include-from-request
require_once($_REQUEST['module']);
// ok: php-include-from-request
include $pages[$_GET['page']];
// ok: php-include-from-request
include 'pages/home.php';
// ok: php-include-from-request
// include $_GET['page'];
