<?php
function run($text) {
    // ruleid: php-eval-dynamic
    eval($text);
    // ruleid: php-eval-dynamic
    eval('return ' . $text . ';');
    // ok: php-eval-dynamic
    eval('return 1;');
    // ok: php-eval-dynamic
    $model->eval($text);
    // ok: php-eval-dynamic
    # eval($text);
}
