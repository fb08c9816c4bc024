<?php
function mistakes($a, $b, $text, $list)
{
    // ruleid: php-strpos-as-truth
    if (strpos($text, 'x')) {
        work();
    }
    // ruleid: php-strpos-as-truth
    $none = strpos($text, 'x') == false;
    // ok: php-strpos-as-truth
    if (strpos($text, 'x') !== false) {
        work();
    }
    // ruleid: php-assigned-in-condition
    if ($a = 'admin') {
        work();
    }
    // ok: php-assigned-in-condition
    if ($row = next_row($list)) {
        work();
    }
    // ruleid: php-same-operands
    $same = $a == $a;
    // ok: php-same-operands
    $same = $a == $b;
    // ok: php-same-operands
    $same = next($list) == next($list);
    // ruleid: php-same-branches
    if ($a) { work(); } else { work(); }
    // ok: php-same-branches
    if ($a) { work(); } else { rest(); }
    // ruleid: php-exception-swallowed
    try {
        work();
    } catch (\Exception $e) {
    }
    // ok: php-exception-swallowed
    try {
        work();
    } catch (\Exception $e) {
        report($e);
    }
    // ruleid: php-array-key-twice
    $colors = ['red' => 1, 'blue' => 2, 'red' => 3];
    // ok: php-array-key-twice
    $colors = ['red' => 1, 'blue' => 2];
    // ruleid: php-usort-returns-bool
    usort($list, fn($x, $y) => $x > $y);
    // ok: php-usort-returns-bool
    usort($list, fn($x, $y) => $x <=> $y);
    // ruleid: php-self-assignment
    $a = $a;
    // ok: php-self-assignment
    $a = $b;
}

function one(array $rows, array $more)
{
    // ruleid: php-foreach-reference-kept
    foreach ($rows as &$row) {
        $row = trim($row);
    }
    foreach ($more as $row) {
        work($row);
    }
}

function two(array $rows, array $more)
{
    // ok: php-foreach-reference-kept
    foreach ($rows as &$row) {
        $row = trim($row);
    }
    unset($row);
    foreach ($more as $row) {
        work($row);
    }
}

function three()
{
    // ruleid: php-return-in-finally
    try {
        work();
    } finally {
        return 1;
    }
}

function four()
{
    // ok: php-return-in-finally
    try {
        work();
    } finally {
        rest();
    }
    return 1;
}
