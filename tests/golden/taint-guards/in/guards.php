<?php
const ON = 1;
function early($flag, $x) { if (!$flag) { return ''; } return $x; }
function eq($k, $x) { return $k === 'yes' ? $x : ''; }
function sw($k, $x) { switch ($k) { case 1: case 2: return $x; default: return ''; } }
function mt($k, $x) { return match ($k) { 1, 2 => $x, default => '' }; }
function mt2($k, $x) { return match (true) { $k > 5 => $x, default => '' }; }
function dflt($x, $flag = false) { if ($flag) return $x; return ''; }
function wrap($f, $x) { return early($f, $x); }
function cst($k, $x) { if ($k == ON) return $x; return ''; }
function t() {
  // ok: t
  sink(early(false, source()));
  // ruleid: t
  sink(early(true, source()));
  // ok: t
  sink(eq('no', source()));
  // ruleid: t
  sink(eq('yes', source()));
  // ok: t
  sink(sw(3, source()));
  // ruleid: t
  sink(sw(2, source()));
  // ok: t
  sink(mt(3, source()));
  // ruleid: t
  sink(mt(2, source()));
  // ok: t
  sink(mt2(3, source()));
  // ruleid: t
  sink(mt2(7, source()));
  // ok: t
  sink(dflt(source()));
  // ruleid: t
  sink(dflt(source(), true));
  // ok: t
  sink(wrap(false, source()));
  // ruleid: t
  sink(wrap(true, source()));
  // todook: t
  sink(cst(2, source()));
  // ruleid: t
  sink(cst(1, source()));
}
