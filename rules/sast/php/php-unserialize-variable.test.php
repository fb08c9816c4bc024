<?php
function load($text) {
    // ruleid: php-unserialize-variable
    $a = unserialize($text);
    // ok: php-unserialize-variable
    $b = unserialize($text, ['allowed_classes' => false]);
    // ok: php-unserialize-variable
    $c = $this->unserialize($text);
    return [$a, $b, $c];
}
