<?php
// ruleid: php-ssrf-curl-from-request
$a = curl_init($_GET['url']);
// ruleid: php-ssrf-curl-from-request
curl_setopt($a, CURLOPT_URL, $_POST['url']);
// ok: php-ssrf-curl-from-request
curl_setopt($a, CURLOPT_URL, 'https://api.example.org/?q=' . urlencode($_GET['q']));
// ok: php-ssrf-curl-from-request
curl_setopt($a, CURLOPT_POSTFIELDS, $_POST);
