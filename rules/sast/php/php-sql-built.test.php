<?php
function find($db, $pdo, $name) {
    // ruleid: php-sql-built
    mysqli_query($db, "SELECT * FROM users WHERE name = '$name'");
    // ruleid: php-sql-built
    $pdo->query("SELECT * FROM users WHERE name = '" . $name . "'");
    // ruleid: php-sql-built
    $pdo->query('SELECT * FROM users WHERE id = ' . $name);
    // ok: php-sql-built
    $st = $pdo->prepare('SELECT * FROM users WHERE name = ?');
    // ok: php-sql-built
    $pdo->query('SELECT * FROM users WHERE active = 1');
    // ok: php-sql-built
    // $pdo->query("SELECT * FROM users WHERE name = '$name'");
    return $st;
}
