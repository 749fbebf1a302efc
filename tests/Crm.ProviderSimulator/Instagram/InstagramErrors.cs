using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Instagram;

internal static class InstagramErrors
{
    public static GraphRefusal Permission(string reason) =>
        new(new(10, "(#10) Application does not have permission for this action"), reason);

    public static GraphRefusal NotFetched(string reason) =>
        new(
            new(9004, "Only photo or video can be accepted as media type.", 2207052),
            $"the media could not be fetched: {reason}"
        );

    public static GraphRefusal NotReady(string reason) =>
        new(new(9007, "Media ID is not available", 2207027), $"the container is not ready: {reason}");

    public static GraphRefusal Content(int code, int subcode, string message) => new(new(code, message, subcode));

    public static GraphRefusal Missing(int subcode, string message) => new(new(24, message, subcode));
}
