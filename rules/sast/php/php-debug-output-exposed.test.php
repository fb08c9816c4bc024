<?php
// ruleid: php-debug-output-exposed
phpinfo();
// ruleid: php-debug-output-exposed
ini_set('display_errors', '1');
// ok: php-debug-output-exposed
ini_set('display_errors', '0');
// ok: php-debug-output-exposed
// phpinfo();
