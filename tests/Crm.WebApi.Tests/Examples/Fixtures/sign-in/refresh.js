async function refreshToken(refreshToken) {
try {
const response = await fetch(
"https://integration.seoauthor.ai/api/v1/auth/refresh",
{
method: "POST",
headers: {
"Content-Type": "application/json",
},
body: JSON.stringify({
refreshToken: refreshToken,
}),
}
);
if (!response.ok) {
throw new Error("Token refresh failed");
}
const data = await response.json();
// Yeni token'ları sakla
localStorage.setItem("accessToken", data.accessToken);
localStorage.setItem("refreshToken", data.refreshToken);
return data;
} catch (error) {
console.error("Token refresh error:", error);
// Refresh token da geçersizse, kullanıcıyı yeniden login'e yönlendir
throw error;
}
}
