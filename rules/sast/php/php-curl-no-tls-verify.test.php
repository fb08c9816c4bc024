<?php
// ruleid: php-curl-no-tls-verify
curl_setopt($h, CURLOPT_SSL_VERIFYPEER, false);
// ruleid: php-curl-no-tls-verify
$o = ['ssl' => ['verify_peer' => false]];
// ok: php-curl-no-tls-verify
curl_setopt($h, CURLOPT_SSL_VERIFYPEER, true);
// ok: php-curl-no-tls-verify
$o = ['ssl' => ['verify_peer' => true]];
// ok: php-curl-no-tls-verify
// curl_setopt($h, CURLOPT_SSL_VERIFYPEER, false);
