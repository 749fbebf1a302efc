using Crm.ProviderSimulator.BeyondVisit;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Control.Calls;
using Crm.ProviderSimulator.GoogleLeadForm;
using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.LinkedIn;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.OAuth;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;
using Crm.ProviderSimulator.X;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null)
{
    builder.WebHost.UseUrls("http://localhost:8090");
}

builder.AddSimulatorControl();
builder.Services.AddSingleton<TokenRefusals>();
builder.Services.AddTikTokLogin();
builder.Services.AddTikTokLeadGen();
builder.Services.AddBeyondVisit();
builder.Services.AddGoogleLeadForm();
builder.Services.AddLinkedIn();
builder.Services.AddX();
builder.Services.AddMeta();

var app = builder.Build();
app.UseMiddleware<ProviderHostMiddleware>();
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
app.MapGoogleLeadForm();
app.MapLinkedIn();
app.MapX();
app.MapMeta();

await app.RunAsync();
