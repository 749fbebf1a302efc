namespace Crm.ProviderSimulator.BeyondVisit;

internal sealed record PartnerChange(string SecretKey);

internal sealed record PanelUserChange(
    string UserCode,
    string Name = "Ayşe",
    string Surname = "Demo",
    string Email = "a@example.com",
    string Site = "https://example.com"
);

internal sealed record BeyondVisitSettingsChange(int? LoginTokenSeconds, bool? CreateUser, bool? TurkishMessages);

/// <summary>What tests may do to BeyondVisit's side.</summary>
internal sealed class BeyondVisitControl(BeyondVisitState state)
{
    public IResult PutPartner(string apiKey, PartnerChange change)
    {
        state.Partners[apiKey] = change.SecretKey;
        return Results.NoContent();
    }

    public IResult DeletePartner(string apiKey) =>
        state.Partners.TryRemove(apiKey, out _) ? Results.NoContent() : Results.NotFound();

    public IResult PutUser(string userToken, PanelUserChange change)
    {
        state.Users[userToken] = new(
            userToken,
            change.UserCode,
            change.Name,
            change.Surname,
            change.Email,
            change.Site
        );
        return Results.NoContent();
    }

    public IResult DeleteUser(string userToken) =>
        state.Users.TryRemove(userToken, out _) ? Results.NoContent() : Results.NotFound();

    public IResult ListUsers() => Results.Ok(state.Users.Values);

    public IResult ChangeSettings(BeyondVisitSettingsChange change)
    {
        var current = state.Settings;
        state.Settings = new(
            change.LoginTokenSeconds ?? current.LoginTokenSeconds,
            change.CreateUser ?? current.CreateUser,
            change.TurkishMessages ?? current.TurkishMessages
        );
        return Results.Ok(state.Settings);
    }
}
