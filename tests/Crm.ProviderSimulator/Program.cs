using Crm.ProviderSimulator.BeyondVisit;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;
using Crm.ProviderSimulator.X;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://localhost:8090");
}

builder.AddSimulatorControl();
builder.Services.AddTikTokLogin();
builder.Services.AddTikTokLeadGen();
builder.Services.AddBeyondVisit();
builder.Services.AddX();

var app = builder.Build();
app.UseMiddleware<TrafficMiddleware>();
app.UseMiddleware<FaultMiddleware>();
app.UseMiddleware<TrailingSlashMiddleware>();
app.UseRouting();

app.MapGet("/health/live", () => Results.Ok());
app.MapHomePage();
app.MapControl();
app.MapTikTokLogin();
app.MapTikTokLeadGen();
app.MapBeyondVisit();
app.MapX();

await app.RunAsync();
