using Crm.ProviderSimulator.LinkedIn.Login;
using Crm.ProviderSimulator.LinkedIn.Posts;

namespace Crm.ProviderSimulator.LinkedIn;

internal sealed record LinkedInAppChange(
    string Secret,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string>? Scopes,
    bool RefreshEnabled = false,
    string Name = "Crm"
);

/// <summary>A token that a customer pastes.</summary>
internal sealed record PlantedMemberToken(
    IReadOnlyList<string>? Scopes,
    int? ExpiresInSeconds,
    string Member = LinkedInMember.DemoSub,
    string ClientId = LinkedInState.DemoClientId
);

internal sealed record MemberTokenExpiry(string? Member);

internal sealed record LinkedInSettingsChange(
    IReadOnlyList<string>? Versions,
    int? PostsPerDay,
    bool? WithoutPostId,
    bool? DuplicateNamesPerson
);

internal sealed record LinkedInSummary(int TokensAlive, int Posts, int PostsCut, int PostsDeleted, int Images);

/// <summary>What tests may do to LinkedIn's side, and what they may know of it.</summary>
internal sealed class LinkedInControl(LinkedInState state, MemberTokens tokens, PostStore store)
{
    public LinkedInSummary Summary
    {
        get
        {
            var posts = store.All;
            return new(
                tokens.Alive,
                posts.Count,
                posts.Count(post => post.WasCut),
                posts.Count(post => post.Deleted),
                store.Images.Values.Count(image => image.Uploaded)
            );
        }
    }

    public IResult PutApp(string clientId, LinkedInAppChange change)
    {
        state.Apps[clientId] = new(
            new(clientId, change.Secret, change.RedirectUris, change.Name),
            change.Scopes ?? [.. LinkedInScopes.All.Keys],
            change.RefreshEnabled
        );
        return Results.NoContent();
    }

    public IResult PutToken(string token, PlantedMemberToken planted)
    {
        if (LinkedInMember.Find(planted.Member) is not { } member)
        {
            return Results.BadRequest(new { Error = "unknown member" });
        }

        tokens.Plant(
            token,
            tokens.NewGrant(planted.ClientId, member, planted.Scopes ?? [.. LinkedInScopes.All.Keys]),
            planted.ExpiresInSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null
        );
        return Results.NoContent();
    }

    public IResult Expire(MemberTokenExpiry expiry)
    {
        tokens.ExpireAccess(expiry.Member);
        return Results.NoContent();
    }

    public IResult Revoke(string member) => Results.Ok(new { Revoked = tokens.Revoke(member) });

    public IResult ListPosts() =>
        Results.Ok(
            store.All.Select(post => new
            {
                post.Urn,
                post.Draft.Author,
                post.Draft.Commentary,
                post.Text,
                post.WasCut,
                post.Draft.Visibility,
                post.Draft.LifecycleState,
                post.Draft.ImageUrns,
                post.CreatedAt,
                post.Deleted,
            })
        );

    public IResult ChangeSettings(LinkedInSettingsChange change)
    {
        var current = state.Settings;
        state.Settings = new(
            change.Versions ?? current.Versions,
            change.PostsPerDay ?? current.PostsPerDay,
            change.WithoutPostId ?? current.WithoutPostId,
            change.DuplicateNamesPerson ?? current.DuplicateNamesPerson
        );
        return Results.Ok(state.Settings);
    }

    public void Reset()
    {
        state.Reset();
        tokens.Reset();
        store.Reset();
    }
}
