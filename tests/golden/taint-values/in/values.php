<?php
class Box {
  public static $shared = 'a';
  public $v; public $other = 'k'; public $l = [];
  const K = 'a';
  function __construct($v) { $this->v = $v; }
  function get() { return $this->v; }
  function getOther() { return $this->other; }
  function put($v) { $this->v = $v; return $this; }
  function add($v) { $this->l[] = $v; }
  static function stat($x) { return $x; }
  static function make($x) { return new self($x); }
  static function make2($x) { return new static($x); }
  static function setShared($x) { self::$shared = $x; }
}
class Sub extends Box {
  public $z = 'a';
  function __construct($v) { parent::__construct($v); }
  function twice() { return $this->get() . $this->get(); }
}
class Sub2 extends Box { }
class Pro { function __construct(private string $p, public $q = 'k') {} function gp() { return $this->p; } }
trait Tr { function tr($x) { return $x; } }
class UT { use Tr; }
function ident($x) { return $x; }
function drop($x) { return 'a'; }
function show($x) {
  // ruleid: t
  sink($x);
}
function app($f, $x) { return $f($x); }
function app2(callable $f, $x) { return call_user_func($f, $x); }
function cmap($a, $f) { $r = []; foreach ($a as $x) { $r[] = $f($x); } return $r; }
function adder($a) { return function ($b) use ($a) { return $a . $b; }; }
function adder2($a) { return fn($b) => $a . $b; }
function vari(...$a) {
  // ruleid: t
  sink($a);
}
function ref(&$x) { $x = source(); }
function gen() { yield source(); }
function dflt($a, $b = 1) {
  // ruleid: t
  sink($b);
}
function run($k) {
  // ruleid: t
  sink(app(function ($x) { return $x; }, source()));
  // ok: t
  sink(app(function ($x) { return 'a'; }, source()));
  // ruleid: t
  sink(app(fn($x) => $x, source()));
  // ruleid: t
  sink(app('ident', source()));
  // ok: t
  sink(app('drop', source()));
  // ruleid: t
  sink(app2('ident', source()));
  // ok: t
  sink(app2('drop', source()));
  // ruleid: t
  sink(app(ident(...), source()));
  // ruleid: t
  sink(cmap([source()], 'ident'));
  // ok: t
  sink(cmap([source()], 'drop'));
  // ruleid: t
  sink(array_map('ident', [source()]));
  // ok: t
  sink(array_map(fn($x) => 'a', [source()]));
  // ruleid: t
  array_map(function ($x) { sink($x); }, [source()]);
  // ruleid: t
  array_walk($arr = [source()], function ($x) { sink($x); });
  // ruleid: t
  sink(array_filter([source()], fn($x) => true));
  // ruleid: t
  usort($x = [source()], fn($a, $b) => sink($a));
  // ruleid: t
  sink(array_reduce([source()], fn($c, $i) => $c . $i, ''));
  array_map('show', [source()]);
  // ruleid: t
  sink(adder(source())('a'));
  // ok: t
  sink(adder('b')('a'));
  // ruleid: t
  sink(adder2(source())('a'));
  $b = new Box(source());
  // ruleid: t
  sink($b->get());
  // ok: t
  sink($b->getOther());
  // ruleid: t
  sink($b->v);
  // ruleid: t
  sink((new Box('x'))->put(source())->get());
  // ruleid: t
  sink((new Sub(source()))->twice());
  // ok: t
  sink((new Sub(source()))->z);
  // ruleid: t
  sink((new Sub2(source()))->get());
  // ruleid: t
  sink(Box::stat(source()));
  // ruleid: t
  sink(Box::make(source())->v);
  // ruleid: t
  sink(Box::make2(source())->v);
  Box::setShared(source());
  // ruleid: t
  sink(Box::$shared);
  $e = new Box('x');
  $e->add(source());
  // ruleid: t
  sink($e->l);
  $p = new Pro(source());
  // ruleid: t
  sink($p->gp());
  // ok: t
  sink($p->q);
  // ruleid: t
  sink((new UT())->tr(source()));
  vari('a', source());
  ref($y);
  // ruleid: t
  sink($y);
  foreach (gen() as $g) {
    // ruleid: t
    sink($g);
  }
  dflt('a', source());
  dflt(b: source(), a: 'x');
  [$a1, $a2] = [source(), 'a'];
  // ruleid: t
  sink($a1);
  // ok: t
  sink($a2);
  list('x' => $l1) = ['x' => source(), 'y' => 1];
  // ruleid: t
  sink($l1);
  $m = ['a' => source(), 'b' => 'x'];
  // ruleid: t
  sink($m['a']);
  // ok: t
  sink($m['b']);
  foreach ($m as $kk => $vv) {
    // ruleid: t
    sink($vv);
  }
  $w = match ($k) { 1 => source(), default => 'a' };
  // ruleid: t
  sink($w);
  // ruleid: t
  sink("a {$m['a']}");
  $s = source();
  // ruleid: t
  sink("a $s");
  $q = 'a'; $q .= source();
  // ruleid: t
  sink($q);
  // ruleid: t
  sink($n ?? source());
  // ruleid: t
  sink($k ?: source());
  try { throw new Exception(source()); } catch (Exception $x) {
    // ruleid: t
    sink($x->getMessage());
  }
  global $gg; $gg = source();
  $st = [];
  array_push($st, source());
  // ruleid: t
  sink($st);
  // ruleid: t
  sink(array_pop($st));
  // ruleid: t
  sink(implode(',', $st));
  // ruleid: t
  sink(sprintf('%s', source()));
  // todoruleid: t
  sink(compact('s'));
  $fn = 'show';
  $fn(source());
  $acc = [];
  $add = function ($v) use (&$acc) { $acc[] = $v; };
  $add(source());
  // ruleid: t
  sink($acc);
  call_user_func_array('show', [source()]);
}
