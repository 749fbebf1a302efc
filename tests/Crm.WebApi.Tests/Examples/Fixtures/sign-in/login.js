async function login(email, password) {
try {
const response = await fetch(
"https://integration.seoauthor.ai/api/v1/auth/login",
{
method: "POST",
headers: {
"Content-Type": "application/json",
},
body: JSON.stringify({
email: email,
password: password,
}),
}
);
if (!response.ok) {
throw new Error("Login failed");
}
const data = await response.json();
// Token'ları güvenli bir şekilde sakla
localStorage.setItem("accessToken", data.accessToken);
localStorage.setItem("refreshToken", data.refreshToken);
return data;
} catch (error) {
console.error("Login error:", error);
throw error;
}
}
