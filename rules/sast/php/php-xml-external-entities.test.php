<?php
function read($text) {
    $doc = new DOMDocument();
    // ruleid: php-xml-external-entities
    $doc->loadXML($text, LIBXML_NOENT | LIBXML_DTDLOAD);
    // ruleid: php-xml-external-entities
    $a = simplexml_load_string($text, 'SimpleXMLElement', LIBXML_NOENT);
    // ok: php-xml-external-entities
    $doc->loadXML($text, LIBXML_NONET);
    // ok: php-xml-external-entities
    // LIBXML_NOENT is off
    return $a;
}
