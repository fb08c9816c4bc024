<?php
// ruleid: php-sql-from-request
mysqli_query($db, "SELECT * FROM users WHERE name = '" . $_GET['name'] . "'");
// ruleid: php-sql-from-request
$sql = "DELETE FROM users WHERE id = {$_POST['id']}";
// ruleid: php-sql-from-request
$q = "SELECT * FROM users WHERE id = $_GET[id]";
// ok: php-sql-from-request
$st = $pdo->prepare('SELECT * FROM users WHERE name = ?');
// ok: php-sql-from-request
$st->execute([$_GET['name']]);
// ok: php-sql-from-request
$sql = 'SELECT * FROM users WHERE id = ' . (int) $_GET['id'];
// ok: php-sql-from-request
$rows = $db->all('SELECT * FROM users WHERE id = ?', $_GET['id']);
