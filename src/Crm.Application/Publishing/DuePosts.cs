namespace Crm.Application.Publishing;

/// <summary>What is signalled once there may be something to publish.</summary>
public static class DuePosts
{
    public const string Topic = "posts";
}
