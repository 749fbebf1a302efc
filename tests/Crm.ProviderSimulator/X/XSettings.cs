namespace Crm.ProviderSimulator.X;

/// <summary>Switches of X.</summary>
internal sealed record XSettings
{
    /// <summary>Calls in a window of X, for every path; 0 is X's own number of each.</summary>
    public int RateLimit { get; init; }

    public int RateWindowSeconds { get; init; } = 900;

    /// <summary>Posts of an app in 24 hours.</summary>
    public int PostsPerDay { get; init; } = 10_000;

    /// <summary>The same text is no reason to refuse: so that a post which is sent twice is there twice.</summary>
    public bool TakesSameText { get; init; }

    /// <summary>Every call is answered 402: the prepaid credits are used up.</summary>
    public bool CreditsDepleted { get; init; }

    public int CodeSeconds { get; init; } = 30;

    public int AccessSeconds { get; init; } = 7200;

    /// <summary>How long X processes a GIF or a video.</summary>
    public int MediaSeconds { get; init; } = 5;

    /// <summary>Answers carry <c>edit_history_tweet_ids</c> and <c>tweet_count</c>, as older servers' do.</summary>
    public bool OlderNames { get; init; }

    /// <summary>Reads that find nothing answer 200 with <c>errors</c> instead of 404.</summary>
    public bool NotFoundAsErrors { get; init; }
}
