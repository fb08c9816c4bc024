<?php
// ruleid: php-random-for-secret
$token = md5(uniqid(mt_rand(), true));
// ruleid: php-random-for-secret
$password = substr(str_shuffle('abcdefghijk'), 0, 8);
// ok: php-random-for-secret
$token = bin2hex(random_bytes(32));
// ok: php-random-for-secret
$dice = mt_rand(1, 6);
