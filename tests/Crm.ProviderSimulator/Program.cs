var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "provider simulator");

await app.RunAsync();
