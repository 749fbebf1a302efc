using Crm.ProviderSimulator.GoogleLeadForm.Accounts;
using Crm.ProviderSimulator.GoogleLeadForm.Ads;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal sealed record GoogleClientChange(
    string Secret,
    IReadOnlyList<string> RedirectUris,
    bool InTesting = false,
    string Name = "Crm"
);

internal sealed record PlantedRefreshToken(
    string ClientId = GoogleGrants.DemoClientId,
    string User = GoogleConsent.DemoUser
);

internal sealed record GoogleRevocation(string? User);

internal sealed record DeveloperTokenChange(bool Approved = true);

internal sealed record AdsSettingsChange(IReadOnlyList<int> Versions);

/// <summary>What tests may do to Google's side.</summary>
internal sealed class GoogleControl(LeadSender sender, GoogleGrants grants, AdsGate gate)
{
    public async Task<IResult> SubmitAsync(LeadSubmission submission)
    {
        var sent = await sender.SubmitAsync(submission);
        return Results.Ok(new { LeadId = sent[0].Id, Leads = sent.Select(Show) });
    }

    public IResult ListLeads() => Results.Ok(new { sender.Summary, Leads = sender.All.Select(Show) });

    public IResult PutClient(string clientId, GoogleClientChange change)
    {
        grants.Clients[clientId] = new(clientId, change.Secret, change.RedirectUris, change.Name);
        if (change.InTesting)
        {
            grants.InTesting[clientId] = true;
        }
        else
        {
            grants.InTesting.TryRemove(clientId, out _);
        }

        return Results.NoContent();
    }

    public IResult PutRefreshToken(string token, PlantedRefreshToken planted)
    {
        grants.Plant(token, new(planted.ClientId, planted.User, [GoogleConsent.AdsScope]));
        return Results.NoContent();
    }

    public IResult ExpireAccess()
    {
        grants.ExpireAccess();
        return Results.NoContent();
    }

    public IResult Revoke(GoogleRevocation revocation) => Results.Ok(new { Revoked = grants.Revoke(revocation.User) });

    public IResult PutDeveloperToken(string token, DeveloperTokenChange change)
    {
        gate.DeveloperTokens[token] = change.Approved;
        return Results.NoContent();
    }

    public IResult ChangeSettings(AdsSettingsChange change)
    {
        gate.Versions = change.Versions;
        return Results.NoContent();
    }

    public void Reset()
    {
        sender.Reset();
        grants.Reset();
        gate.Reset();
    }

    private static object Show(SubmittedLead lead) =>
        new
        {
            lead.Id,
            lead.IsTest,
            lead.KeyMode,
            lead.State,
            lead.Deliveries,
        };
}
