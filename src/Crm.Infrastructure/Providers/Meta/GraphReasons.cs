namespace Crm.Infrastructure.Providers.Meta;

/// <summary>What the graph says in numbers about a post (instagram §6), in words for people: texts of Errors/Texts/Members.</summary>
internal static class GraphReasons
{
    public const string NotFetched = "reason_media_not_fetched";
    public const string NotReady = "reason_media_not_ready";
    public const string ContainerGone = "reason_container_gone";
    public const string QuotaUsed = "reason_publish_quota";

    public const int QuotaSubcode = 2207042;

    private const string Processing = "reason_media_processing";

    /// <summary>Null: of no post, or one that nobody has explained.</summary>
    public static string? Of(int? code, int? subcode) =>
        (code, subcode) switch
        {
            (9004, _) or (_, 2207052 or 2207003) => NotFetched,
            (9007, _) or (_, 2207027) => NotReady,
            (_, 2207006 or 2207008 or 2207020) => ContainerGone,
            (_, QuotaSubcode) => QuotaUsed,
            (_, 2207004) => "reason_media_too_large",
            (_, 2207005) => "reason_media_format",
            (_, 2207009) => "reason_media_ratio",
            (_, 2207010) => "reason_caption_long",
            (_, 2207023) => "reason_media_kind",
            (_, 2207026) => "reason_video_format",
            (_, 2207028) => "reason_carousel",
            (_, (>= 2207035 and <= 2207037) or 2207040) => "reason_tags",
            (_, 2207050) => "reason_account_restricted",
            (_, 2207051) => "reason_account_spam",
            (_, 2207053 or 2207082 or 2207085) => Processing,
            (36000, _) => "reason_media_too_large",
            (36001, _) => "reason_media_format",
            (36003, _) => "reason_media_ratio",
            _ => null,
        };

    /// <summary>Of a container in error; unlike an answer it has nothing but a subcode.</summary>
    public static string OfContainer(int? subcode) => Of(code: null, subcode) ?? Processing;

    /// <summary>What passes by itself often enough to be tried once more.</summary>
    public static bool MayPass(int? subcode) => subcode is 2207003 or 2207052 or 2207053 or 2207082;
}
