namespace Crm.ProviderSimulator.Meta;

/// <summary>Tokens that are there at the start, so that nobody has to log in before the first call.</summary>
internal static class MetaDemo
{
    public const string UserToken = "EAAdemoUser";
    public const string PageToken = "EAAdemoPage";
    public const string SystemUserToken = "EAAdemoSystemUser";
    public const string InstagramToken = "IGAAdemo";

    public static void Plant(IServiceProvider services)
    {
        var control = services.GetRequiredService<MetaControl>();
        Plant(control, TokenKind.User, UserToken, days: 60);
        Plant(control, TokenKind.Page, PageToken, days: null);
        Plant(control, TokenKind.SystemUser, SystemUserToken, days: null);
        Plant(control, TokenKind.Instagram, InstagramToken, days: 60);
    }

    private static void Plant(MetaControl control, TokenKind kind, string value, int? days) =>
        control.PlantToken(
            new(
                kind,
                SubjectId: null,
                UserId: null,
                Scopes: null,
                Pages: null,
                days * 24 * 3600,
                kind is TokenKind.User or TokenKind.Page ? 90 * 24 * 3600 : null,
                value
            )
        );
}
