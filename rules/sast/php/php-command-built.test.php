<?php
function ping($host) {
    // ruleid: php-command-built
    exec('ping -c 1 ' . $host, $out);
    // ruleid: php-command-built
    shell_exec("host $host");
    // ok: php-command-built
    exec('ping -c 1 ' . escapeshellarg($host), $out);
    // ok: php-command-built
    exec('uptime');
    // ok: php-command-built
    $pdo->exec("DELETE FROM hosts WHERE name = $host");
}
