using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.LinkedIn.Login;

namespace Crm.ProviderSimulator.LinkedIn;

internal sealed class ProfileEndpoints(RestGate gate, LinkedInRefusals refusals)
{
    public IResult UserInfo(HttpContext context)
    {
        var (grant, refusal) = gate.Enter(context);
        if (grant is null)
        {
            return refusal!;
        }

        if (!grant.Scopes.Contains(LinkedInScopes.OpenId))
        {
            return Denied(context, "GET /userinfo");
        }

        var member = grant.Member;
        var info = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = member.Sub };
        if (grant.Scopes.Contains(LinkedInScopes.Profile))
        {
            info["name"] = member.Name;
            info["given_name"] = member.GivenName;
            info["family_name"] = member.FamilyName;
            info["picture"] = $"https://media.licdn.com/dms/image/{member.VanityName}.jpg";
            info["locale"] = new { Country = "TR", Language = "tr" };
        }

        if (grant.Scopes.Contains(LinkedInScopes.Email))
        {
            info["email"] = member.Email;
            info["email_verified"] = true;
        }

        return Results.Json(info, ControlJson.Options);
    }

    public IResult Me(HttpContext context)
    {
        var (grant, refusal) = gate.Enter(context);
        if (grant is null)
        {
            return refusal!;
        }

        return grant.Scopes.Contains(LinkedInScopes.BasicProfile)
            ? Results.Json(
                new
                {
                    Id = grant.Member.Sub,
                    LocalizedFirstName = grant.Member.GivenName,
                    LocalizedLastName = grant.Member.FamilyName,
                    grant.Member.VanityName,
                },
                ControlJson.Options
            )
            : Denied(context, "GET /me");
    }

    public IResult Organizations(HttpContext context)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if (grant is null)
        {
            return refusal!;
        }

        if (!grant.Scopes.Contains(LinkedInScopes.OrganizationAdmin))
        {
            return Denied(context, "FINDER /organizationAcls");
        }

        var query = context.Request.Query;
        if (query["q"] != "roleAssignee")
        {
            return refusals.Refuse(context, new(400, "ILLEGAL_ARGUMENT", "q is not roleAssignee"));
        }

        var wanted = query["role"] is [] or ["ADMINISTRATOR"] && query["state"] is [] or ["APPROVED"];
        var ids = wanted ? grant.Member.OrganizationIds : [];
        return Results.Json(
            new
            {
                Elements = ids.Select(id => new
                {
                    Organization = $"urn:li:organization:{id}",
                    RoleAssignee = grant.Member.Urn,
                    Role = "ADMINISTRATOR",
                    State = "APPROVED",
                }),
                Paging = new
                {
                    Start = 0,
                    Count = 10,
                    Total = ids.Count,
                },
            },
            ControlJson.Options
        );
    }

    public IResult Organization(HttpContext context, string id)
    {
        var (grant, refusal) = gate.EnterVersioned(context);
        if (grant is null)
        {
            return refusal!;
        }

        return grant.Scopes.Contains(LinkedInScopes.OrganizationAdmin) && grant.Member.OrganizationIds.Contains(id)
            ? Results.Json(new { Id = id, LocalizedName = "Ayşe'nin Kafesi ☕" }, ControlJson.Options)
            : Denied(context, "GET /organizations");
    }

    private IResult Denied(HttpContext context, string what) =>
        refusals.Refuse(context, LinkedInFailure.Denied($"Not enough permissions to access: {what}"));
}
