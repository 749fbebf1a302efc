namespace Crm.ProviderSimulator.LinkedIn.Login;

internal static class LinkedInScopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string BasicProfile = "r_basicprofile";
    public const string MemberPosts = "w_member_social";
    public const string OrganizationPosts = "w_organization_social";
    public const string ReadOrganizationPosts = "r_organization_social";
    public const string OrganizationAdmin = "rw_organization_admin";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        [OpenId] = "Use your identity",
        [Profile] = "Use your name and photo",
        [Email] = "Use the primary email address associated with your account",
        [BasicProfile] = "Use your basic profile including your public profile URL",
        [MemberPosts] = "Create, modify, and delete posts on your behalf",
        [OrganizationPosts] = "Create, modify, and delete posts on your organizations' behalf",
        [ReadOrganizationPosts] = "Retrieve your organizations' posts",
        [OrganizationAdmin] = "Manage your organizations' pages",
    };
}
