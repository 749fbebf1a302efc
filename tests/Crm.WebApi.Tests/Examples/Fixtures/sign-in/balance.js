const accessToken = localStorage.getItem("accessToken");
fetch("https://integration.seoauthor.ai/api/v1/profil/guncel-bakiye", {
method: "GET",
headers: {
Authorization: `Bearer ${accessToken}`,
"Content-Type": "application/json",
},
})
.then((response) => response.json())
.then((data) => console.log(data));
