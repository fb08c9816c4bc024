<?php
function store($password, $salt, $text) {
    // ruleid: php-hash-password-fast
    $a = md5($password);
    // ruleid: php-hash-password-fast
    $b = sha1($salt . $_POST['password']);
    // ok: php-hash-password-fast
    $c = password_hash($password, PASSWORD_DEFAULT);
    // ok: php-hash-password-fast
    $d = md5($text);
    return [$a, $b, $c, $d];
}
