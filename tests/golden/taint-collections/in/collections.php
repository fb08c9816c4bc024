<?php
function c1() { $tainted = source(); $a = []; $a['k'] = $tainted; $a['j'] = 'x';
  // ruleid: t
  sink($a['k']);
  // ok: t
  sink($a['j']);
  // ruleid: t
  sink(array_values($a));
  // ruleid: t
  sink(array_merge(['x'], $a));
  // ruleid: t
  sink(json_encode($a)); }
function c2() { $tainted = source(); $o = new ArrayObject(); $o->append($tainted);
  // ruleid: t
  sink($o); }
function c3() { $tainted = source(); $s = new SplStack(); $s->push($tainted);
  // ruleid: t
  sink($s->pop()); }
function c4() { $tainted = source(); $o = new stdClass(); $o->a = $tainted; $o->b = 'x';
  // ruleid: t
  sink($o->a);
  // ok: t
  sink($o->b); }
function c5() { $tainted = source(); $a = [$tainted, 'x']; [$p, $q] = $a;
  // ruleid: t
  sink($p);
  // ok: t
  sink($q);
  // ruleid: t
  sink(end($a));
  // ruleid: t
  sink(array_shift($a)); }
class Repo { private $items = []; private $m = [];
  function save($x) { $this->items[] = $x; $this->m['a'] = $x; return $this; }
  function all() { return $this->items; } function a() { return $this->m['a']; } function b() { return $this->m['b']; }
  function __get($n) { return $this->m[$n]; } function __toString() { return source(); } function __invoke($x) { return $x; } }
function c6() { $r = new Repo(); $r->save(source());
  // ruleid: t
  sink($r->all());
  // ruleid: t
  sink($r->a());
  // ok: t
  sink($r->b());
  // ruleid: t
  sink($r(source())); }
abstract class Ba { abstract function v(); function t() { return $this->v(); } static function make() { return new static(); } }
class Im extends Ba { function v() { return source(); } }
function c7() {
  // ruleid: t
  sink((new Im())->t());
  // todoruleid: t
  sink(Im::make()->t()); }
function c8() { $f = function ($x) { return $x; };
  // ruleid: t
  sink($f(source()));
  // ruleid: t
  sink($f->__invoke(source()));
  // ruleid: t
  sink(call_user_func($f, source())); }
function c9() { static $c; $c = source();
  // ruleid: t
  sink($c); }
function c10($x) { $y = $x ? source() : 'a'; $z = "a{$y}b";
  // ruleid: t
  sink($z);
  $h = <<<EOT
  $y
EOT;
  // ruleid: t
  sink($h); }
function c11() { $a = source(); $b = &$a; $b = 'x'; foreach ([source()] as &$v) {
  // ruleid: t
  sink($v); } }
function c12() { $m = array_map(null, [source()]);
  // ruleid: t
  sink($m);
  list(, $q) = ['a', source()];
  // todoruleid: t
  sink($q);
  ['k' => $k] = ['k' => source()];
  // ruleid: t
  sink($k); }
function &gen() { $x = yield source(); yield from [source()]; }
foreach (gen() as $k => $g) {
  // ruleid: t
  sink($g); }
enum Su: string { case A = 'a'; public static function f($x) { return $x; } const Z = 'z'; }
// ruleid: t
sink(Su::f(source()));
if (($q = source()) !== null) {
  // ruleid: t
  sink($q); }
