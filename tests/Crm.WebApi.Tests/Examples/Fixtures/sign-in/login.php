<?php
function login($email, $password) {
$url = 'https://integration.seoauthor.ai/api/v1/auth/login';
$data = [
'email' => $email,
'password' => $password
];
$options = [
'http' => [
'header' => "Content-type: application/json\r\n",
'method' => 'POST',
'content' => json_encode($data)
]
];
$context = stream_context_create($options);
$result = file_get_contents($url, false, $context);
if ($result === FALSE) {
throw new Exception('Login failed');
}
return json_decode($result, true);
}
?>
